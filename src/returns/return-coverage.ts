import type { Coverage } from '../graphql/coverage.type.js';
import { dataSourcesOf } from '../graphql/data-source.type.js';
import type { Panel } from '../panel/panel.js';
import type { DataKind } from '../vocabulary.js';
import type { ReturnModel } from './return-model.js';
import { returnWarnings } from './return-warnings.js';

const known = new WeakMap<ReturnModel, Coverage>();

/** How much of the set of a report has data, and what to know about it; found once a report. */
export function returnCoverage(model: ReturnModel): Coverage {
  const coverage = known.get(model) ?? findCoverage(model);
  known.set(model, coverage);
  return coverage;
}

function findCoverage(model: ReturnModel): Coverage {
  const { memberCount, pricedCount } = model.total.stats;
  return {
    requested: memberCount,
    used: pricedCount,
    sources: sourcesOf(model.panel, kindsOf(model)),
    warnings: returnWarnings(model),
  };
}

/** The kinds of data that a report of returns rests on. */
export function kindsOf({ request }: ReturnModel): DataKind[] {
  const isOfIndex = request.index !== null || request.where?.index != null;
  return isOfIndex ? ['PRICES', 'CORPORATE_ACTIONS', 'HOLDINGS'] : ['PRICES', 'CORPORATE_ACTIONS'];
}

/** The sources of some kinds that hold anything, in order of code. */
export function sourcesOf(panel: Panel, kinds: readonly DataKind[]): Coverage['sources'] {
  return dataSourcesOf(panel, ({ kind, firstOn }) => kinds.includes(kind) && firstOn !== null);
}
