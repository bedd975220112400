import { Accumulator } from '../kernels/sum.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { weightsAt } from './member-moves.js';
import { isCovered } from './return-stats.js';
import type { DividedRoster, Roster } from './roster.js';
import { dayReturnReader, type ReturnBasis } from './security-return.js';

export interface ChainRequest {
  /** The members of each day. */
  readonly roster: Roster;
  readonly basis: ReturnBasis;
  /** The index whose weights count; market values count when it is null. */
  readonly index: IndexColumns | null;
  /** No member weighs more than this ratio at the start of a day; null for no bound. */
  readonly weightCap: number | null;
  /** The same roster in groups; null without groups. */
  readonly divided: DividedRoster | null;
  /** 1 at the positions of members that do not count at all; without it everyone does. */
  readonly leftOut?: Uint8Array | undefined;
}

/** Returns of a set from the base day to each day, entry 0 being the base day itself. */
export interface ChainedSet {
  readonly capWeight: Float64Array;
  readonly equalWeight: Float64Array;
  /** Part of the return of the whole set that members earned while they were in this one. */
  readonly contribution: number;
  /** Days of members that counted, and all of them. */
  readonly pricedDays: number;
  readonly memberDays: number;
}

export interface Chain {
  readonly total: ChainedSet;
  readonly groups: ReadonlyMap<string, ChainedSet>;
  /** By position in the roster; they add up to the cap-weighted return of the total. */
  readonly contributions: Float64Array;
}

/**
 * Returns chained over the members of each day (M3, M4): the weights and groups of a day are those
 * of the close before it, and each member counts on the days on which it was in. A member without a
 * close on both days is left out of that day. A day on which a group was empty does not move it.
 * A move of a member contributes its weight times its return times the level so far, so that
 * contributions add up to the chained return exactly. Cost O(members x days).
 */
export function chainReturns(panel: Panel, request: ChainRequest): Chain {
  const { roster, divided } = request;
  const { members, base, end } = roster;
  const days = end - base;
  const total = new RunningSet(days);
  const groups = divided?.keys.map(() => new RunningSet(days)) ?? [];
  const contributions = Array.from(members, () => new Accumulator());
  for (let day = 1; day <= days; day++) {
    const moves = movesOn(panel, request, day);
    for (let n = 0; n < moves.positions.length; n++) {
      const move = moves.returns[n] as number;
      const weight = moves.weights[n] as number;
      total.add(move, weight);
      groups[moves.groups?.[n] ?? -1]?.add(move, weight);
    }
    contribute(moves, total, day, contributions, groups);
    total.endDay(day);
    for (const group of groups) group.endDay(day);
  }
  total.contribution = total.capWeight[days] as number;
  return {
    total,
    groups: new Map(divided?.keys.map(({ label }, k) => [label, groups[k] as RunningSet])),
    contributions: Float64Array.from(contributions, (sum) => sum.value),
  };
}

/** Return of a chained set at the end of a day; NaN under 90 % coverage of its days. */
export function chainedReturn(set: ChainedSet, values: Float64Array, day: number): number {
  return isCovered(set.pricedDays, set.memberDays) ? (values[day] as number) : Number.NaN;
}

/** The members of one day: parallel lists, NaN where unknown. */
interface DayMoves {
  /** Positions in the roster. */
  readonly positions: Int32Array;
  readonly returns: Float64Array;
  readonly weights: Float64Array;
  /** Places of the labels of their groups. */
  readonly groups: Int32Array | null;
}

/** The moves of the `day`-th day after the base. */
function movesOn(panel: Panel, request: ChainRequest, day: number): DayMoves {
  const { roster, basis, divided, leftOut } = request;
  const { members, mask, base, end } = roster;
  const t = base + day;
  const entry = (k: number): number => k * (end - base) + day - 1;
  const positions = new Int32Array(members.length);
  let count = 0;
  for (let k = 0; k < members.length; k++) {
    if (leftOut?.[k] !== 1 && mask?.[entry(k)] !== 0) positions[count++] = k;
  }
  const present = positions.subarray(0, count);
  const ordinals = present.map((k) => members[k] as number);
  const returns = new Float64Array(count);
  const moveOf = dayReturnReader(panel, t, basis);
  for (let n = 0; n < count; n++) returns[n] = moveOf(ordinals[n] as number);
  return {
    positions: present,
    returns,
    weights: weightsAt(panel, request, t - 1, ordinals),
    groups: divided === null ? null : present.map((k) => divided.groups[entry(k)] as number),
  };
}

/** A set on the way through the days, with the sums of the day at hand. */
class RunningSet implements ChainedSet {
  readonly capWeight: Float64Array;
  readonly equalWeight: Float64Array;
  contribution = 0;
  pricedDays = 0;
  memberDays = 0;
  /** Sum of the weights of the day, and of weight times return. */
  weight = 0;
  private weighted = 0;
  private priced = 0;
  private sum = 0;

  constructor(days: number) {
    this.capWeight = new Float64Array(days + 1);
    this.equalWeight = new Float64Array(days + 1);
  }

  add(move: number, weight: number): void {
    this.memberDays++;
    if (Number.isNaN(move)) return;
    this.priced++;
    this.sum += move;
    if (weight > 0) {
      this.weight += weight;
      this.weighted += weight * move;
    }
  }

  /** Moves on by a day; without members it stays where it was. */
  endDay(day: number): void {
    const cap = this.weight > 0 ? this.weighted / this.weight : 0;
    const equal = this.priced > 0 ? this.sum / this.priced : 0;
    this.capWeight[day] = (1 + (this.capWeight[day - 1] as number)) * (1 + cap) - 1;
    this.equalWeight[day] = (1 + (this.equalWeight[day - 1] as number)) * (1 + equal) - 1;
    this.pricedDays += this.priced;
    this.weight = 0;
    this.weighted = 0;
    this.priced = 0;
    this.sum = 0;
  }
}

function contribute(
  { positions, returns, weights, groups }: DayMoves,
  total: RunningSet,
  day: number,
  contributions: readonly Accumulator[],
  sets: readonly RunningSet[],
): void {
  const level = 1 + (total.capWeight[day - 1] as number);
  for (let n = 0; n < positions.length; n++) {
    const part = (level * (weights[n] as number) * (returns[n] as number)) / total.weight;
    if (Number.isNaN(part)) continue;
    contributions[positions[n] as number]?.add(part);
    const group = sets[groups?.[n] ?? -1];
    if (group) group.contribution += part;
  }
}
