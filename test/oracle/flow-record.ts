import { known } from './exact.js';
import { standardDeviation } from './standard-deviation.js';
import { weightedMean } from './weighted-mean.js';

type Values = readonly (number | null)[];

/** Naive twin of `largestSince` in the direction of the sign of the value. */
export function largestSince(values: Values, t: number) {
  const current = values[t] ?? null;
  if (current === null || current === 0) return null;
  const isAsLarge = (value: number | null): boolean =>
    value !== null && (current < 0 ? value <= current : value >= current);
  const previous = values.slice(0, t).findLastIndex(isAsLarge);
  if (previous >= 0) return { previous, periods: t - previous, isRecord: false };
  const first = values.findIndex((value) => value !== null);
  return { previous: -1, periods: t - first, isRecord: true };
}

/** Naive twin of `streak`. */
export function streak(values: Values, t: number): number {
  const sign = Math.sign(values[t] ?? 0);
  if (sign === 0) return 0;
  const before = t === 0 ? 0 : Math.sign(values[t - 1] ?? 0);
  return before === sign ? 1 + streak(values, t - 1) : 1;
}

/** Naive twin of `rank` in the direction of the sign of the value. */
export function rank(values: Values, t: number): number | null {
  const current = values[t] ?? null;
  if (current === null || current === 0) return null;
  const sorted = known(values).sort((a, b) => (current < 0 ? a - b : b - a));
  return sorted.indexOf(current) + 1;
}

/** Naive twin of `zScore`. */
export function zScore(values: Values, t: number, count: number): number | null {
  const before = values.slice(0, t).slice(-count);
  const mean = weightedMean(before);
  const deviation = standardDeviation(before);
  const current = values[t] ?? null;
  if (mean === null || deviation === null || deviation === 0 || current === null) return null;
  return (current - mean) / deviation;
}
