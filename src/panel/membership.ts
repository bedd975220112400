import { entryOnOrBefore } from '../kernels/entry-on-or-before.js';
import { dayView } from './day-view.js';
import type { HoldingsSnapshot, IndexColumns, MemberSpell, Panel } from './panel.js';
import { closeAt, hasEnded, marketCapAt } from './price-at.js';
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
    return { members: spellMembers(index, on), isStale: false, heldOn: null };
  }
  const held = holdingsFor(index, on);
  if (held === null) return NOBODY;
  const t = panel.axis.indexOnOrBefore(on);
  const members = held.members.filter((i) => !hasEnded(panel, i, t));
  return { members, isStale: isStaleFor(held, on), heldOn: held.heldOn };
}

/** Who was in an index at the close of each day of a span. */
export interface MemberDays {
  /** Ordinals of everyone who was in on some day, ascending. */
  readonly members: Int32Array;
  /** A row of days a member: 1 on days on which it was in. */
  readonly isIn: Uint8Array;
}

/**
 * As `membersOn`, for the `days` days from day index `from` on. Cost O(spells or lines of holdings
 * + member days).
 */
export function memberDays(
  panel: Panel,
  index: IndexColumns,
  from: number,
  days: number,
): MemberDays {
  const spans = index.spells.length > 0 ? spellSpans(panel, index) : holdingSpans(panel, index);
  const seen = spans.filter((span) => span.from < from + days && span.to > from);
  const members = Int32Array.from(new Set(seen.map(({ security }) => security))).sort();
  const rows = new Map(Array.from(members, (i, k) => [i, k]));
  const isIn = new Uint8Array(members.length * days);
  for (const span of seen) {
    const row = (rows.get(span.security) as number) * days;
    isIn.fill(1, row + Math.max(span.from - from, 0), row + Math.min(span.to - from, days));
  }
  return { members, isIn };
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
  if (held === null) return normalised(onlyPositive(marketCapsAt(panel, members, t)));
  const shares = sharesHeld(held, members);
  const weights = new Float64Array(members.length);
  const closes = dayView(panel, t)?.close;
  let isComplete = true;
  for (let k = 0; k < weights.length; k++) {
    const i = members[k] as number;
    const close = closes === undefined ? closeAt(panel, i, t) : (closes[i] as number);
    const value = (shares[k] as number) * close;
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

/** Market values of members at the close of day index `t`, in US dollars; NaN unknown. */
export function marketCapsAt(panel: Panel, members: Int32Array, t: number): Float64Array {
  const caps = new Float64Array(members.length);
  const { firstIndex, lastIndex, offsets, marketCap } = panel.prices;
  for (let k = 0; k < caps.length; k++) {
    const i = members[k] as number;
    const first = firstIndex[i] as number;
    const isStored = first >= 0 && t >= first && t <= (lastIndex[i] as number);
    caps[k] = isStored
      ? (marketCap[(offsets[i] as number) + t - first] as number)
      : marketCapAt(panel, i, t);
  }
  return caps;
}

/** Scales non-negative numbers to the sum 1, in place; NaN stays out. All NaN when the sum is 0. */
export function normalised(weights: Float64Array): Float64Array {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    if (weights[k]! >= 0) sum += weights[k]!;
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
  const caps = marketCapsAt(panel, members, t);
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

/** Day indices [from, to) on whose closes a security was in an index. */
interface Span {
  readonly security: number;
  readonly from: number;
  readonly to: number;
}

function spellSpans({ axis }: Panel, { spells }: IndexColumns): Span[] {
  return spells.map(({ security, fromOn, toOn }) => ({
    security,
    from: axis.indexOnOrAfter(fromOn),
    to: toOn === null ? Number.POSITIVE_INFINITY : axis.indexOnOrAfter(toOn),
  }));
}

function holdingSpans({ axis, prices }: Panel, { holdings }: IndexColumns): Span[] {
  return holdings.flatMap((held, n) => {
    const next = holdings[n + 1];
    const from = n === 0 ? Number.NEGATIVE_INFINITY : axis.indexOnOrAfter(held.heldOn);
    const to = next === undefined ? Number.POSITIVE_INFINITY : axis.indexOnOrAfter(next.heldOn);
    return Array.from(held.members, (security) => {
      const listed = (prices.lastIndex[security] as number) + 1;
      return { security, from, to: prices.isDelisted[security] === 1 ? Math.min(to, listed) : to };
    });
  });
}

/** The days on which anyone joins or leaves an index, with the members from each on. */
interface Epochs {
  readonly days: Int32Array;
  readonly members: (Int32Array | undefined)[];
}

const epochs = new WeakMap<IndexColumns, Epochs>();

/** Found once for all days between two changes. */
function spellMembers(index: IndexColumns, on: Day): Int32Array {
  const { days, members } = epochsOf(index);
  const epoch = entryOnOrBefore(days, 0, days.length, on);
  if (epoch < 0) return new Int32Array(0);
  let list = members[epoch];
  if (list === undefined) {
    list = membersFrom(index.spells, days[epoch] as Day);
    members[epoch] = list;
  }
  return list;
}

function epochsOf(index: IndexColumns): Epochs {
  let found = epochs.get(index);
  if (found === undefined) {
    const days = new Set<Day>();
    for (const { fromOn, toOn } of index.spells) {
      days.add(fromOn);
      if (toOn !== null) days.add(toOn);
    }
    found = { days: Int32Array.from(days).sort(), members: [] };
    epochs.set(index, found);
  }
  return found;
}

function membersFrom(spells: readonly MemberSpell[], on: Day): Int32Array {
  const found = new Set<number>();
  for (const spell of spells) {
    if (spell.fromOn <= on && (spell.toOn === null || on < spell.toOn)) found.add(spell.security);
  }
  return Int32Array.from(found).sort();
}

const lastHeld = new WeakMap<HoldingsSnapshot, { members: Int32Array; shares: Float64Array }>();

/** Found once for all days in a row that have the same list of members. */
function sharesHeld(held: HoldingsSnapshot, members: Int32Array): Float64Array {
  let last = lastHeld.get(held);
  if (last?.members !== members) {
    last = { members, shares: findShares(held, members) };
    lastHeld.set(held, last);
  }
  return last.shares;
}

/** Shares of members in a holdings list; NaN for those that are not in it. Both lists ascend. */
function findShares(held: HoldingsSnapshot, members: Int32Array): Float64Array {
  const shares = unknown(members);
  let line = 0;
  for (let k = 0; k < members.length; k++) {
    while ((held.members[line] as number) < (members[k] as number)) line++;
    if (held.members[line] === members[k]) shares[k] = held.shares[line] as number;
  }
  return shares;
}

function onlyPositive(values: Float64Array): Float64Array {
  for (let k = 0; k < values.length; k++) if (!((values[k] as number) > 0)) values[k] = Number.NaN;
  return values;
}

function unknown(members: Int32Array): Float64Array {
  return new Float64Array(members.length).fill(Number.NaN);
}
