import { type Check, type CheckName, check } from '../graphql/coverage.type.js';
import { sum } from '../kernels/sum.js';
import type { ReturnModel } from './return-model.js';

/** Identities of a report of returns with what is left over (M4, M5). */
export function returnChecks(model: ReturnModel): Check[] {
  return [countsCheck([model]), contributionsCheck(model), groupsCheck(model)];
}

/** Advancers, decliners and unchanged of some sets against their priced members. */
export function countsCheck(models: readonly ReturnModel[]): Check {
  const terms = models.flatMap(({ total }) => {
    const { advancers, decliners, unchanged, pricedCount } = total.stats;
    return [advancers, decliners, unchanged, -pricedCount];
  });
  return check('COUNTS', terms);
}

function contributionsCheck(model: ReturnModel): Check {
  return growthCheck('CONTRIBUTIONS', model.lines.contribution, model);
}

/** What the size classes contribute against the return of the whole set. */
function groupsCheck(model: ReturnModel): Check {
  const parts = model.groups(['CAP_TIER']).map(({ contribution }) => contribution);
  return growthCheck('GROUPS', Float64Array.from(parts), model);
}

/** Compared as growth of one unit, so that a return near zero does not blow up rounding. */
function growthCheck(name: CheckName, parts: Float64Array, { total }: ReturnModel): Check {
  return check(name, [1, sum(parts), -(1 + total.stats.capWeightReturn)]);
}
