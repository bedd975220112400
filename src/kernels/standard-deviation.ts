import { Accumulator } from './sum.js';
import { weightedMean } from './weighted-mean.js';

/**
 * Sample standard deviation, with n - 1 (M8). Missing (NaN) values are skipped; NaN below two
 * values. Two passes, O(n).
 */
export function standardDeviation(values: Float64Array): number {
  const mean = weightedMean(values);
  const squares = new Accumulator();
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    squares.add((value - mean) * (value - mean));
    count++;
  }
  return count < 2 ? NaN : Math.sqrt(squares.value / (count - 1));
}
