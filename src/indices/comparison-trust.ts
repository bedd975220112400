import { type Check, check, type Coverage, type DataWarning } from '../graphql/coverage.type.js';
import { countsCheck } from '../returns/return-checks.js';
import { returnCoverage, sourcesOf } from '../returns/return-coverage.js';
import { clippedWindow } from '../returns/return-warnings.js';
import type { ComparisonModel, SideModel } from './comparison-model.js';

const KINDS = ['PRICES', 'CORPORATE_ACTIONS', 'HOLDINGS', 'INDEX_LEVELS', 'REFERENCE'] as const;

/** How much of both sets of members has data, and what to know about it. */
export function comparisonCoverage(model: ComparisonModel): Coverage {
  const sides = [model.subject, model.benchmark];
  const stats = sides.map(({ returns }) => returns.total.stats);
  const requested = stats.reduce((sum, { memberCount }) => sum + memberCount, 0);
  const clipped = clippedWindow(model.window, requested);
  return {
    requested,
    used: stats.reduce((sum, { pricedCount }) => sum + pricedCount, 0),
    sources: sourcesOf(model.panel, KINDS),
    warnings: [...(clipped === null ? [] : [clipped]), ...warningsOf(sides)],
  };
}

/** Identities of a comparison with what is left over (M5, M7). */
export function comparisonChecks(model: ComparisonModel): Check[] {
  const { allocation, selection, interaction } = model.attribution.linked('CARINO');
  const { subject, benchmark } = model.attribution.rebuilt;
  return [
    countsCheck([model.subject.returns, model.benchmark.returns]),
    check('EFFECTS', [allocation, selection, interaction, -(1 + subject), 1 + benchmark]),
  ];
}

/** One warning for each code of either side; the words say which side means what. */
function warningsOf(sides: readonly SideModel[]): DataWarning[] {
  const found = new Map<string, DataWarning>();
  for (const { index, returns } of sides) {
    for (const own of returnCoverage(returns).warnings) {
      if (own.code === 'CLIPPED_WINDOW') continue;
      const before = found.get(own.code);
      const message = `${index.symbol}: ${own.message}`;
      found.set(own.code, {
        code: own.code,
        message: before === undefined ? message : `${before.message} ${message}`,
        count: own.count + (before?.count ?? 0),
        symbols: firstTen([...own.symbols, ...(before?.symbols ?? [])]),
      });
    }
  }
  return [...found.values()];
}

function firstTen(symbols: readonly string[]): string[] {
  return [...new Set(symbols)].sort().slice(0, 10);
}
