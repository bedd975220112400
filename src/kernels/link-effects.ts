import { Accumulator, sum } from './sum.js';

/** How effects of single periods are joined: after Carino (1999) or Menchero (2000). */
export type Linking = 'CARINO' | 'MENCHERO';

/**
 * Joins effects of single periods so that they add up to the compounded return of the subject less
 * that of the benchmark (M7): the sum over periods of effect times the coefficient of the period.
 *
 * `effects` holds one row a period, all of the same width; `subject` and `benchmark` hold the
 * returns of the periods. The result has one value a column. NaN comes out where it goes in, and
 * everywhere when a return is -1 or less. Cost O(effects.length).
 */
export function linkEffects(
  effects: Float64Array,
  subject: Float64Array,
  benchmark: Float64Array,
  linking: Linking,
): Float64Array {
  const periods = subject.length;
  const width = periods === 0 ? 0 : effects.length / periods;
  const coefficients = linkCoefficients(subject, benchmark, linking);
  const linked = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    const total = new Accumulator();
    for (let t = 0; t < periods; t++) {
      total.add((effects[t * width + j] as number) * (coefficients[t] as number));
    }
    linked[j] = total.value;
  }
  return linked;
}

/**
 * The coefficient of each period. Carino: k_t / k with k_t = ln((1 + Rp) / (1 + Rb)) / (Rp - Rb).
 * Menchero: M + a_t, where M compounds the mean and a_t spreads what is left by size.
 */
export function linkCoefficients(
  subject: Float64Array,
  benchmark: Float64Array,
  linking: Linking,
): Float64Array {
  const totalSubject = compound(subject);
  const totalBenchmark = compound(benchmark);
  if (linking === 'CARINO') {
    const k = logarithmic(totalSubject, totalBenchmark);
    return subject.map((own, t) => logarithmic(own, benchmark[t] as number) / k);
  }
  return menchero(subject, benchmark, totalSubject, totalBenchmark);
}

function menchero(
  subject: Float64Array,
  benchmark: Float64Array,
  totalSubject: number,
  totalBenchmark: number,
): Float64Array {
  const periods = subject.length;
  const active = subject.map((own, t) => own - (benchmark[t] as number));
  const m = mencheroScale(totalSubject, totalBenchmark, periods);
  const squares = sum(active.map((value) => value * value));
  const rest = totalSubject - totalBenchmark - m * sum(active);
  const slope = squares === 0 ? 0 : rest / squares;
  return active.map((value) => m + value * slope);
}

/** [(Rp - Rb) / n] / [(1 + Rp)^(1/n) - (1 + Rb)^(1/n)], or its limit for equal returns. */
function mencheroScale(subject: number, benchmark: number, periods: number): number {
  const active = subject - benchmark;
  if (active === 0) return (1 + subject) ** ((periods - 1) / periods);
  const ratio = Math.expm1(Math.log1p(active / (1 + benchmark)) / periods);
  return active / periods / ((1 + benchmark) ** (1 / periods) * ratio);
}

/** The limit for equal returns is 1 / (1 + R). */
function logarithmic(subject: number, benchmark: number): number {
  if (!(subject > -1 && benchmark > -1)) return NaN;
  const active = subject - benchmark;
  return active === 0 ? 1 / (1 + subject) : Math.log1p(active / (1 + benchmark)) / active;
}

function compound(returns: Float64Array): number {
  let growth = 1;
  for (let t = 0; t < returns.length; t++) {
    const factor = 1 + (returns[t] as number);
    growth *= factor > 0 ? factor : NaN;
  }
  return growth - 1;
}
