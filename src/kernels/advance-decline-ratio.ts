import type { DayBreadth } from './advance-decline.js';

/**
 * Advancers over decliners by day (M5): above 1 where more rose than fell. NaN on a day without
 * decliners and on a missing (NaN) day. Cost O(days).
 */
export function advanceDeclineRatio({
  advancers,
  decliners,
}: Pick<DayBreadth, 'advancers' | 'decliners'>): Float64Array {
  return advancers.map((count, t) => (decliners[t] === 0 ? NaN : count / (decliners[t] as number)));
}
