import { exactSum, known } from './exact.js';

/**
 * Naive twin of `MovingAverageShare` for one member on one day: whether it stands above the mean,
 * and null where it is not eligible. Decimal closes that equal their mean differ from it by
 * rounding, which is far below 1e-12 of it.
 */
export function isAboveAverage(
  close: readonly (number | null)[],
  t: number,
  length: number,
): boolean | null {
  const closes = known(close.slice(Math.max(t - length + 1, 0), t + 1));
  if (closes.length < length) return null;
  const now = close[t] as number;
  return exactSum(closes.map((value) => now - value)) > 1e-12 * exactSum(closes);
}
