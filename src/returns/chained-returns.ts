import { Accumulator } from '../kernels/sum.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import type { Universe } from '../securities/universe.js';
import { weightsAt } from './member-moves.js';
import { isCovered } from './return-stats.js';
import { dayReturn, type ReturnBasis } from './security-return.js';

export interface ChainRequest {
  /** A universe that is read each day. */
  readonly universe: Universe;
  readonly basis: ReturnBasis;
  /** The index whose weights count; market values count when it is null. */
  readonly index: IndexColumns | null;
  /** Label of the group of a security at the close of a day index; null without groups. */
  readonly groupOf: ((i: number, t: number) => string) | null;
  /** 1 at the positions of members that do not count at all; null when everyone does. */
  readonly leftOut?: Uint8Array | null;
}

/** Returns of a set from the base day to each day, entry 0 being the base day itself. */
export interface ChainedSet {
  readonly capWeight: Float64Array;
  readonly equalWeight: Float64Array;
  /** Part of the return of the whole set that members earned while they were in this one. */
  contribution: number;
  /** The first member to be in it, and the day index of the close that says so. */
  readonly first: { readonly member: number; readonly t: number };
  /** Days of members that counted, and all of them. */
  pricedDays: number;
  memberDays: number;
}

export interface Chain {
  readonly total: ChainedSet;
  readonly groups: ReadonlyMap<string, ChainedSet>;
  /** By position in the universe; they add up to the cap-weighted return of the total. */
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
  const { members, base, end } = request.universe;
  const days = end - base;
  const total = emptySet(days, members[0] ?? -1, base);
  const groups = new Map<string, ChainedSet>();
  const contributions = Array.from(members, () => new Accumulator());
  const parts = new Map<ChainedSet, DaySums>();
  for (let day = 1; day <= days; day++) {
    const moves = movesOn(panel, request, base + day);
    const all = sumsOf(parts, total);
    for (let n = 0; n < moves.positions.length; n++) {
      const move = moves.returns[n] as number;
      const weight = moves.weights[n] as number;
      addMove(all, move, weight);
      const label = moves.labels?.[n];
      if (label !== undefined) {
        const member = members[moves.positions[n] as number] as number;
        const group = groupNamed(groups, label, days, member, base + day - 1);
        addMove(sumsOf(parts, group), move, weight);
      }
    }
    contribute(moves, all.weight, 1 + (total.capWeight[day - 1] as number), contributions, groups);
    for (const [set, sums] of parts) addDay(set, sums, day);
  }
  total.contribution = total.capWeight[days] as number;
  return { total, groups, contributions: Float64Array.from(contributions, (sum) => sum.value) };
}

/** Return of a chained set at the end of a day; NaN under 90 % coverage of its days. */
export function chainedReturn(set: ChainedSet, values: Float64Array, day: number): number {
  return isCovered(set.pricedDays, set.memberDays) ? (values[day] as number) : Number.NaN;
}

/** The members of one day: parallel lists, NaN where unknown. */
interface DayMoves {
  /** Positions in the universe. */
  readonly positions: Int32Array;
  readonly returns: Float64Array;
  readonly weights: Float64Array;
  readonly labels: readonly string[] | null;
}

function movesOn(panel: Panel, request: ChainRequest, t: number): DayMoves {
  const { universe, basis, index, groupOf, leftOut } = request;
  const { members } = universe;
  const isIn = (k: number): boolean => leftOut?.[k] !== 1 && universe.isMemberOn(k, t);
  const positions = new Int32Array(members.length);
  let count = 0;
  for (let k = 0; k < members.length; k++) {
    if (isIn(k)) positions[count++] = k;
  }
  const present = positions.subarray(0, count);
  const ordinals = present.map((k) => members[k] as number);
  return {
    positions: present,
    returns: Float64Array.from(ordinals, (i) => dayReturn(panel, i, t, basis)),
    weights: weightsAt(panel, index, t - 1, ordinals),
    labels: groupOf === null ? null : Array.from(ordinals, (i) => groupOf(i, t - 1)),
  };
}

interface DaySums {
  weight: number;
  weighted: number;
  priced: number;
  sum: number;
  members: number;
}

function sumsOf(parts: Map<ChainedSet, DaySums>, set: ChainedSet): DaySums {
  let sums = parts.get(set);
  if (sums === undefined) {
    sums = { weight: 0, weighted: 0, priced: 0, sum: 0, members: 0 };
    parts.set(set, sums);
  }
  return sums;
}

function addMove(sums: DaySums, move: number, weight: number): void {
  sums.members++;
  if (Number.isNaN(move)) return;
  sums.priced++;
  sums.sum += move;
  if (weight > 0) {
    sums.weight += weight;
    sums.weighted += weight * move;
  }
}

/** Moves a set by a day and clears the sums; a set without members stays where it was. */
function addDay(set: ChainedSet, sums: DaySums, day: number): void {
  const cap = sums.weight > 0 ? sums.weighted / sums.weight : 0;
  const equal = sums.priced > 0 ? sums.sum / sums.priced : 0;
  set.capWeight[day] = (1 + (set.capWeight[day - 1] as number)) * (1 + cap) - 1;
  set.equalWeight[day] = (1 + (set.equalWeight[day - 1] as number)) * (1 + equal) - 1;
  set.memberDays += sums.members;
  set.pricedDays += sums.priced;
  Object.assign(sums, { weight: 0, weighted: 0, priced: 0, sum: 0, members: 0 });
}

function contribute(
  { positions, returns, weights, labels }: DayMoves,
  allWeight: number,
  level: number,
  contributions: readonly Accumulator[],
  groups: ReadonlyMap<string, ChainedSet>,
): void {
  for (let n = 0; n < positions.length; n++) {
    const part = (level * (weights[n] as number) * (returns[n] as number)) / allWeight;
    if (Number.isNaN(part)) continue;
    contributions[positions[n] as number]?.add(part);
    const group = labels === null ? undefined : groups.get(labels[n] as string);
    if (group) group.contribution += part;
  }
}

function groupNamed(
  groups: Map<string, ChainedSet>,
  label: string,
  days: number,
  member: number,
  t: number,
): ChainedSet {
  let group = groups.get(label);
  if (group === undefined) {
    group = emptySet(days, member, t);
    groups.set(label, group);
  }
  return group;
}

function emptySet(days: number, member: number, t: number): ChainedSet {
  return {
    capWeight: new Float64Array(days + 1),
    equalWeight: new Float64Array(days + 1),
    contribution: 0,
    first: { member, t },
    pricedDays: 0,
    memberDays: 0,
  };
}
