import type { HoldingsSnapshot, IndexColumns, MemberSpell, Panel } from '../panel/panel.js';
import { closeAt, hasEnded, marketCapAt } from '../panel/price-at.js';
import type { Day } from '../time/day.js';

/** Who was in an index on a day, and how well that is known. */
export interface Membership {
  /** Security ordinals, ascending. */
  readonly members: Int32Array;
  /** Whether the list was read from holdings of another time: over 31 days old, or later. */
  readonly isStale: boolean;
  /** Day of the holdings that were read; null when membership spells are stored, or nothing is. */
  readonly heldOn: Day | null;
}

/** Holdings older than this many calendar days no longer describe an index (M2). */
const FRESH_DAYS = 31;
const NOBODY: Membership = { members: new Int32Array(0), isStale: false, heldOn: null };

/**
 * The members of an index at the close of a day (M3). Membership spells count where any is stored;
 * else the nearest earlier holdings, without what had been delisted by then; else the nearest later
 * ones, which is stale by nature. An index with neither has no members.
 */
export function membersOn(panel: Panel, index: IndexColumns, on: Day): Membership {
  if (index.spells.length > 0) {
    return { members: spellMembers(index.spells, on), isStale: false, heldOn: null };
  }
  const held = holdingsFor(index, on);
  if (held === null) return NOBODY;
  const t = panel.axis.indexOnOrBefore(on);
  const members = held.members.filter((i) => !hasEnded(panel, i, t));
  return { members, isStale: isStaleFor(held, on), heldOn: held.heldOn };
}

/**
 * Weights of members at the close of day index `t` (M2): shares held, by the nearest earlier or
 * else the nearest later holdings, times the close of the day, so that weights drift with prices
 * between two lists. `members` ascend. A member that the holdings lack takes its market value times
 * the ratio of held value to market value of the members that have both; without any holdings,
 * market value alone. The known weights sum to 1; NaN where neither is known.
 */
export function weightsOn(
  panel: Panel,
  index: IndexColumns,
  t: number,
  members: Int32Array,
): Float64Array {
  const held = holdingsFor(index, panel.axis.day(t));
  const weights = held === null ? unknown(members) : sharesHeld(held, members);
  let isComplete = true;
  for (let k = 0; k < weights.length; k++) {
    const value = (weights[k] as number) * closeAt(panel, members[k] as number, t);
    weights[k] = value > 0 ? value : Number.NaN;
    isComplete = isComplete && value > 0;
  }
  if (!isComplete) addMarketValues(panel, t, members, weights);
  return normalised(weights);
}

/** The holdings that describe an index on a day: the last earlier list, or the first later one. */
export function holdingsFor(index: IndexColumns, on: Day): HoldingsSnapshot | null {
  let found = index.holdings[0] ?? null;
  for (const held of index.holdings) {
    if (held.heldOn <= on) found = held;
  }
  return found;
}

/** Whether holdings are too old, or too new, to stand for the index on a day. */
export function isStaleFor(held: HoldingsSnapshot, on: Day): boolean {
  return held.heldOn > on || on - held.heldOn > FRESH_DAYS;
}

/** Scales non-negative numbers to the sum 1, in place; NaN stays out. All NaN when the sum is 0. */
export function normalised(weights: Float64Array): Float64Array {
  let sum = 0;
  for (const weight of weights) {
    if (weight >= 0) sum += weight;
  }
  for (let k = 0; k < weights.length; k++) {
    weights[k] = sum > 0 ? weights[k]! / sum : Number.NaN;
  }
  return weights;
}

/**
 * Fills in what the holdings lack from market values, in the unit of the rest. Without a single
 * held value there is no unit to convert to, and market values stand alone.
 */
function addMarketValues(
  panel: Panel,
  t: number,
  members: Int32Array,
  weights: Float64Array,
): void {
  const caps = Float64Array.from(members, (i) => marketCapAt(panel, i, t));
  let heldSum = 0;
  let capSum = 0;
  for (let k = 0; k < weights.length; k++) {
    if (weights[k]! > 0 && caps[k]! > 0) {
      heldSum += weights[k]!;
      capSum += caps[k]!;
    }
  }
  const kappa = weights.some((weight) => weight > 0) ? heldSum / capSum : 1;
  for (let k = 0; k < weights.length; k++) {
    if (Number.isNaN(weights[k]) && caps[k]! > 0) weights[k] = caps[k]! * kappa;
  }
}

function spellMembers(spells: readonly MemberSpell[], on: Day): Int32Array {
  const found = new Set<number>();
  for (const spell of spells) {
    if (spell.fromOn <= on && (spell.toOn === null || on < spell.toOn)) found.add(spell.security);
  }
  return Int32Array.from(found).sort();
}

/** Shares of members in a holdings list; NaN for those that are not in it. Both lists ascend. */
function sharesHeld(held: HoldingsSnapshot, members: Int32Array): Float64Array {
  const shares = unknown(members);
  let line = 0;
  for (let k = 0; k < members.length; k++) {
    while ((held.members[line] as number) < (members[k] as number)) line++;
    if (held.members[line] === members[k]) shares[k] = held.shares[line] as number;
  }
  return shares;
}

function unknown(members: Int32Array): Float64Array {
  return new Float64Array(members.length).fill(Number.NaN);
}
