import type { DayBreadth } from './advance-decline.js';

/**
 * Arms index by day (M5): advancers over decliners, over volume of advancers over volume of
 * decliners. Below 1 the volume goes to the advancers. NaN on a day when any of the four is 0 and
 * on a missing (NaN) day. Cost O(days).
 */
export function trin({
  advancers,
  decliners,
  upVolume,
  downVolume,
}: Pick<DayBreadth, 'advancers' | 'decliners' | 'upVolume' | 'downVolume'>): Float64Array {
  return advancers.map((up, t) => {
    const down = decliners[t] as number;
    const upShares = upVolume[t] as number;
    const downShares = downVolume[t] as number;
    const isWhole = up > 0 && down > 0 && upShares > 0 && downShares > 0;
    return isWhole ? up / down / (upShares / downShares) : NaN;
  });
}
