import { standardDeviation } from './standard-deviation.js';
import { weightedMean } from './weighted-mean.js';

/** Which way counts as large: 1 for gains and inflows, -1 for falls and outflows. */
export type Direction = 1 | -1;

/** How long ago a value was at least as large. */
export interface LargestSince {
  /** Position of the latest earlier value at least as large; -1 when there is none. */
  previous: number;
  /** Positions from there to this value, or from the first known value without one. */
  periods: number;
  /** Whether no earlier value is at least as large. */
  isRecord: boolean;
}

/**
 * Looks back from `values[t]` for a value at least as large in its direction (M18), which is its
 * sign unless given; ties count as large. Missing (NaN) values are passed over but counted in
 * `periods`. Null when the value is missing, or zero without a direction. Cost O(t).
 */
export function largestSince(
  values: Float64Array,
  t: number,
  direction: Direction | 0 = signOf(values[t] as number),
): LargestSince | null {
  const current = (values[t] as number) * direction;
  if (direction === 0 || Number.isNaN(current)) return null;
  let first = t;
  for (let u = t - 1; u >= 0; u--) {
    const earlier = (values[u] as number) * direction;
    if (earlier >= current) return { previous: u, periods: t - u, isRecord: false };
    if (earlier < current) first = u;
  }
  return { previous: -1, periods: t - first, isRecord: true };
}

/**
 * Number of values of equal sign in a row that ends at `values[t]` (M18). A zero or a missing (NaN)
 * value ends a run, and is a run of 0 itself. Cost O(t).
 */
export function streak(values: Float64Array, t: number): number {
  const direction = signOf(values[t] as number);
  if (direction === 0) return 0;
  let first = t;
  while (first > 0 && (values[first - 1] as number) * direction > 0) first--;
  return t - first + 1;
}

/**
 * Place of `values[t]` among the known values in its direction, which is its sign unless given: 1
 * is the largest, and ties share the better place (M18). NaN when the value is missing, or zero
 * without a direction. Cost O(n).
 */
export function rank(
  values: Float64Array,
  t: number,
  direction: Direction | 0 = signOf(values[t] as number),
): number {
  const current = (values[t] as number) * direction;
  if (direction === 0 || Number.isNaN(current)) return NaN;
  let place = 1;
  for (let u = 0; u < values.length; u++) {
    if ((values[u] as number) * direction > current) place++;
  }
  return place;
}

/**
 * Distance of `values[t]` from the mean of the `count` values before it, in their sample standard
 * deviations (M18). Missing (NaN) values are skipped. NaN with fewer than two of them, or when they
 * do not vary. Cost O(count).
 */
export function zScore(values: Float64Array, t: number, count: number): number {
  const before = values.subarray(Math.max(t - count, 0), t);
  const deviation = standardDeviation(before);
  return deviation > 0 ? ((values[t] as number) - weightedMean(before)) / deviation : NaN;
}

function signOf(value: number): Direction | 0 {
  if (value > 0) return 1;
  return value < 0 ? -1 : 0;
}
