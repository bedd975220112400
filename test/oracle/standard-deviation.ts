import { exactSum, known } from './exact.js';

/** Naive twin of `standardDeviation`: from the differences of all pairs, without a mean. */
export function standardDeviation(values: readonly (number | null)[]): number | null {
  const all = known(values);
  if (all.length < 2) return null;
  const squares = all.map((a, i) => exactSum(all.slice(i + 1).map((b) => (a - b) ** 2)));
  return Math.sqrt(exactSum(squares) / all.length / (all.length - 1));
}
