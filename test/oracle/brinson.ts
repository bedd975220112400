import { exactSum } from './exact.js';

/** One sector on one side; a return of null takes that of the other side. */
export interface Holding {
  weight: number;
  return: number | null;
}

/** Naive twin of `brinson`: each effect as a difference of hypothetical portfolios. */
export function brinson(subject: readonly Holding[], benchmark: readonly Holding[]) {
  const sectors = subject.map((own, j) => {
    const other = benchmark[j] as Holding;
    const rp = own.return ?? other.return ?? 0;
    const rb = other.return ?? own.return ?? 0;
    return { wp: own.weight, wb: other.weight, rp, rb };
  });
  const subjectReturn = exactSum(sectors.map(({ wp, rp }) => wp * rp));
  const benchmarkReturn = exactSum(sectors.map(({ wb, rb }) => wb * rb));
  return {
    subjectReturn,
    benchmarkReturn,
    allocation: sectors.map(({ wp, wb, rb }) => (wp - wb) * rb - (wp - wb) * benchmarkReturn),
    selection: sectors.map(({ wb, rp, rb }) => wb * rp - wb * rb),
    interaction: sectors.map(({ wp, wb, rp, rb }) => wp * rp - wb * rp - (wp * rb - wb * rb)),
  };
}
