import { Accumulator, sum } from '../kernels/sum.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { sectorAt } from '../panel/price-at.js';
import { isCovered } from '../returns/return-stats.js';
import { dayReturnReader, type ReturnBasis } from '../returns/security-return.js';
import type { Day } from '../time/day.js';
import { SECTORS } from '../vocabulary.js';
import { membersOn, weightsOn } from '../panel/membership.js';

/** An index by sector and day: row d is the move of the d-th trading day after the base. */
export interface SectorDays {
  readonly days: number;
  /** Weights at the close before, a row a day; they sum to 1. 0 for a sector it does not hold. */
  readonly weights: Float64Array;
  /** Returns of the day, a row a day; NaN for a sector it does not hold. */
  readonly returns: Float64Array;
  /** Return of all members of the day. */
  readonly total: Float64Array;
  /** Whether at least 90 % of the member days have a weight and a close on both days. */
  readonly isCovered: boolean;
}

const SECTOR_INDEX = new Map(SECTORS.map((sector, j) => [sector, j]));

/**
 * Weights and returns of the sectors of an index, day by day (M7): with the members, the weights
 * and the sectors at the close before each day. A member without a weight or a close is left out of
 * the day. Cost O(members x days).
 */
export function sectorDays(
  panel: Panel,
  index: IndexColumns,
  base: number,
  end: number,
  basis: ReturnBasis,
): SectorDays {
  const days = end - base;
  const width = SECTORS.length;
  const weights = new Float64Array(days * width);
  const returns = new Float64Array(days * width).fill(Number.NaN);
  const total = new Float64Array(days);
  let known = 0;
  let all = 0;
  const sectorOf = sectorReader(panel);
  for (let d = 0; d < days; d++) {
    const day = sectorsOn(panel, index, base + d + 1, basis, sectorOf);
    weights.set(day.weights, d * width);
    returns.set(day.returns, d * width);
    total[d] = day.total;
    known += day.known;
    all += day.all;
  }
  return { days, weights, returns, total, isCovered: isCovered(known, all) };
}

/** Weights by sector at the close of day index `t - 1`, and returns from there to `t`. */
function sectorsOn(
  panel: Panel,
  index: IndexColumns,
  t: number,
  basis: ReturnBasis,
  sectorOf: (i: number, on: Day) => number,
) {
  const on = panel.axis.day(t - 1);
  const { members } = membersOn(panel, index, on);
  const memberWeights = weightsOn(panel, index, t - 1, members);
  const weights = SECTORS.map(() => new Accumulator());
  const moves = SECTORS.map(() => new Accumulator());
  const moveOf = dayReturnReader(panel, t, basis);
  let known = 0;
  for (let k = 0; k < members.length; k++) {
    const i = members[k] as number;
    const weight = memberWeights[k] as number;
    const move = moveOf(i);
    if (!(weight > 0) || Number.isNaN(move)) continue;
    known++;
    const j = sectorOf(i, on);
    weights[j]?.add(weight);
    moves[j]?.add(weight * move);
  }
  const weightSums = Float64Array.from(weights, (weight) => weight.value);
  const moveSums = Float64Array.from(moves, (move) => move.value);
  const all = sum(weightSums);
  return {
    known,
    all: members.length,
    total: known > 0 ? sum(moveSums) / all : Number.NaN,
    weights: weightSums.map((weight) => (known > 0 ? weight / all : 0)),
    returns: moveSums.map((move, j) => (weightSums[j] === 0 ? Number.NaN : move / weightSums[j]!)),
  };
}

/** The place of the sector of a security on a day; looked up once where it never changes. */
function sectorReader(panel: Panel): (i: number, on: Day) => number {
  const { classifications, count } = panel.securities;
  const known = new Int8Array(count).fill(-1);
  return (i, on) => {
    if ((known[i] as number) >= 0) return known[i] as number;
    const place = SECTOR_INDEX.get(sectorAt(panel, i, on)) as number;
    if ((classifications[i]?.sectors.length ?? 0) <= 1) known[i] = place;
    return place;
  };
}
