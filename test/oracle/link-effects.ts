import { exactSum } from './exact.js';

/** Naive twin of `linkCoefficients`, by the formulas as they are printed. */
export function linkCoefficients(
  subject: readonly number[],
  benchmark: readonly number[],
  linking: 'CARINO' | 'MENCHERO',
): number[] {
  const total = (returns: readonly number[]): number =>
    returns.reduce((growth, value) => growth * (1 + value), 1) - 1;
  const rp = total(subject);
  const rb = total(benchmark);
  if (linking === 'CARINO') return subject.map((own, t) => k(own, benchmark[t] ?? 0) / k(rp, rb));
  const n = subject.length;
  const active = subject.map((own, t) => own - (benchmark[t] as number));
  const scale =
    rp === rb
      ? (1 + rp) ** ((n - 1) / n)
      : (rp - rb) / n / ((1 + rp) ** (1 / n) - (1 + rb) ** (1 / n));
  const squares = exactSum(active.map((value) => value ** 2));
  const slope = squares === 0 ? 0 : (rp - rb - scale * exactSum(active)) / squares;
  return active.map((value) => scale + value * slope);
}

function k(subject: number, benchmark: number): number {
  if (subject === benchmark) return 1 / (1 + subject);
  return (Math.log(1 + subject) - Math.log(1 + benchmark)) / (subject - benchmark);
}
