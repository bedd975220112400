import { exactSum } from './exact.js';

/**
 * Naive twin of `capWeights`: tries how many of the heaviest are capped and takes the first number
 * that leaves no other weight above the cap.
 */
export function capWeights(weights: readonly number[], cap: number): number[] {
  const order = weights.map((_, i) => i).sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
  for (let capped = 0; capped <= weights.length; capped++) {
    const fixed = new Set(order.slice(0, capped));
    const free = exactSum(weights.filter((_, i) => !fixed.has(i)));
    const scale = free === 0 ? 0 : (1 - capped * cap) / free;
    const result = weights.map((weight, i) => (fixed.has(i) ? cap : weight * scale));
    if (result.every((weight) => weight <= cap * (1 + 1e-14))) return result;
  }
  throw new Error('no number of capped weights fits');
}
