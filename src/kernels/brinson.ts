import { Accumulator } from './sum.js';

/** Effects by sector, which sum to the return of the subject less that of the benchmark. */
export interface Attribution {
  subjectReturn: number;
  benchmarkReturn: number;
  /** Effect of holding more or less of the sector. */
  allocation: Float64Array;
  /** Effect of holding other members of the sector, at the weight in the benchmark. */
  selection: Float64Array;
  /** Effect of doing both at once. */
  interaction: Float64Array;
}

/**
 * Weights and returns of one side by sector; a sector that it lacks has weight 0 and return NaN.
 */
export interface SectorSide {
  weights: Float64Array;
  returns: Float64Array;
}

/**
 * Attribution of one period after Brinson and Fachler (M7), with subject p and benchmark b:
 *
 *     allocation = (wp - wb)(rb - Rb), selection = wb (rp - rb), interaction = (wp - wb)(rp - rb)
 *
 * The weights of each side sum to 1. A missing (NaN) weight is 0; a missing return is that of the
 * other side, so that the sector has no selection. A sector without a return on either side has no
 * effect unless it has weight: then its effects and both totals are NaN. Cost O(sectors).
 */
export function brinson(subject: SectorSide, benchmark: SectorSide): Attribution {
  const count = subject.weights.length;
  const allocation = new Float64Array(count);
  const selection = new Float64Array(count);
  const interaction = new Float64Array(count);
  const subjectReturn = totalReturn(subject, benchmark);
  const benchmarkReturn = totalReturn(benchmark, subject);
  for (let j = 0; j < count; j++) {
    const wp = weightOf(subject, j);
    const wb = weightOf(benchmark, j);
    if (wp === 0 && wb === 0) continue;
    const rp = returnOf(subject, benchmark, j);
    const rb = returnOf(benchmark, subject, j);
    allocation[j] = (wp - wb) * (rb - benchmarkReturn);
    selection[j] = wb * (rp - rb);
    interaction[j] = (wp - wb) * (rp - rb);
  }
  return { subjectReturn, benchmarkReturn, allocation, selection, interaction };
}

function totalReturn(side: SectorSide, other: SectorSide): number {
  const total = new Accumulator();
  for (let j = 0; j < side.weights.length; j++) {
    const weight = weightOf(side, j);
    if (weight !== 0) total.add(weight * returnOf(side, other, j));
  }
  return total.value;
}

function weightOf(side: SectorSide, j: number): number {
  const weight = side.weights[j] as number;
  return Number.isNaN(weight) ? 0 : weight;
}

function returnOf(side: SectorSide, other: SectorSide, j: number): number {
  const own = side.returns[j] as number;
  return Number.isNaN(own) ? (other.returns[j] as number) : own;
}
