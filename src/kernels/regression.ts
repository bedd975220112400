import { Accumulator } from './sum.js';

/** How one series of returns moves with another. */
export interface Regression {
  /** Covariance over the variance of the benchmark. */
  beta: number;
  /** From -1 to 1. */
  correlation: number;
  /** Number of days on which both are known. */
  count: number;
}

/**
 * Beta and correlation of the daily returns of the subject with those of the benchmark (M8). Days
 * on which either is missing (NaN) are skipped. NaN below two days; beta is NaN for a benchmark
 * that does not vary, correlation as well for such a subject. Two passes, O(n).
 */
export function regression(subject: Float64Array, benchmark: Float64Array): Regression {
  // Measured from the first pair, so that returns that do not vary deviate by exactly 0.
  const first = subject.findIndex((own, t) => !Number.isNaN(own - (benchmark[t] as number)));
  const originY = subject[first] as number;
  const originX = benchmark[first] as number;
  const sumY = new Accumulator();
  const sumX = new Accumulator();
  let count = 0;
  for (let t = 0; t < subject.length; t++) {
    const y = (subject[t] as number) - originY;
    const x = (benchmark[t] as number) - originX;
    if (Number.isNaN(y) || Number.isNaN(x)) continue;
    sumY.add(y);
    sumX.add(x);
    count++;
  }
  if (count < 2) return { beta: NaN, correlation: NaN, count };
  const meanY = sumY.value / count;
  const meanX = sumX.value / count;
  const xy = new Accumulator();
  const xx = new Accumulator();
  const yy = new Accumulator();
  for (let t = 0; t < subject.length; t++) {
    const y = (subject[t] as number) - originY - meanY;
    const x = (benchmark[t] as number) - originX - meanX;
    if (Number.isNaN(y) || Number.isNaN(x)) continue;
    xy.add(x * y);
    xx.add(x * x);
    yy.add(y * y);
  }
  const spread = Math.sqrt(xx.value * yy.value);
  return {
    beta: xx.value > 0 ? xy.value / xx.value : NaN,
    correlation: spread > 0 ? Math.max(-1, Math.min(1, xy.value / spread)) : NaN,
    count,
  };
}
