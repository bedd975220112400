import { Accumulator } from './sum.js';

/**
 * Sum of all values up to each day, compensated; the lines of M5 are such sums. On a day without a
 * value (NaN) the sum is missing too, and the day adds nothing to later ones. Cost O(n).
 */
export function runningSum(values: Float64Array): Float64Array {
  const total = new Accumulator();
  return values.map((value) => {
    if (Number.isNaN(value)) return NaN;
    total.add(value);
    return total.value;
  });
}
