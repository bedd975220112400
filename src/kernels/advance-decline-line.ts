import type { DayBreadth } from './advance-decline.js';
import { runningSum } from './running-sum.js';

/**
 * Advancers less decliners, summed from the first day to each (M5). The base day, before the first,
 * stands at 0. A missing (NaN) day is missing in the line and adds nothing to later days. Cost
 * O(days).
 */
export function advanceDeclineLine({
  advancers,
  decliners,
}: Pick<DayBreadth, 'advancers' | 'decliners'>): Float64Array {
  return runningSum(advancers.map((count, t) => count - (decliners[t] as number)));
}
