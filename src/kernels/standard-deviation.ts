import { Accumulator } from './sum.js';
import { weightedMean } from './weighted-mean.js';

/**
 * Sample standard deviation, with n - 1 (M8). Missing (NaN) values are skipped; NaN below two
 * values. Two passes, O(n).
 */
export function standardDeviation(values: Float64Array): number {
  const first = values.findIndex((value) => !Number.isNaN(value));
  // Distances from one of the values: where they do not vary all are exactly 0.
  const distances = values.map((value) => value - (values[first] as number));
  const mean = weightedMean(distances);
  const squares = new Accumulator();
  let count = 0;
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i] as number;
    if (Number.isNaN(distance)) continue;
    squares.add((distance - mean) ** 2);
    count++;
  }
  return count < 2 ? NaN : Math.sqrt(squares.value / (count - 1));
}
