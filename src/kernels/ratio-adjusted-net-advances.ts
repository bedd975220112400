import type { DayBreadth } from './advance-decline.js';

/**
 * Advancers less decliners over their sum, times 1000, by day (M5): from -1000 to 1000, whatever
 * the size of the set. NaN on a day when nobody moved and on a missing (NaN) day. Cost O(days).
 */
export function ratioAdjustedNetAdvances({
  advancers,
  decliners,
}: Pick<DayBreadth, 'advancers' | 'decliners'>): Float64Array {
  return advancers.map((up, t) => {
    const down = decliners[t] as number;
    // Zero over zero is NaN by itself.
    return (1000 * (up - down)) / (up + down);
  });
}
