import { exactSum } from './exact.js';

/** Naive twin of `weightedMean`. */
export function weightedMean(
  values: readonly (number | null)[],
  weights: readonly (number | null)[] = values.map(() => 1),
): number | null {
  const pairs = values
    .map((value, i) => ({ value, weight: weights[i] ?? null }))
    .filter((pair) => pair.value !== null && pair.weight !== null) as {
    value: number;
    weight: number;
  }[];
  const weight = exactSum(pairs.map((pair) => pair.weight));
  return weight === 0 ? null : exactSum(pairs.map((pair) => pair.value * pair.weight)) / weight;
}
