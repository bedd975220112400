import type { DayBreadth } from './advance-decline.js';

/**
 * Advancers less decliners over eligible members by day, from -1 to 1: "AD %" as a ratio (M5). NaN
 * on a day without eligible members and on a missing (NaN) day. Cost O(days).
 */
export function netAdvanceShare({
  advancers,
  decliners,
  eligible,
}: Pick<DayBreadth, 'advancers' | 'decliners' | 'eligible'>): Float64Array {
  // Zero over zero is NaN by itself.
  return advancers.map((count, t) => (count - (decliners[t] as number)) / (eligible[t] as number));
}
