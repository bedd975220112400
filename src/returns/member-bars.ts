import type { AdvanceDecline, Bars } from '../kernels/advance-decline.js';
import type { Panel } from '../panel/panel.js';
import { closeAt } from '../panel/price-at.js';
import type { Roster } from './roster.js';
import { type ReturnBasis, ROUNDING } from './security-return.js';

/** A kernel that takes the bars of one member after another. */
export type Counter = Pick<AdvanceDecline, 'addMember'>;

/**
 * Feeds the members of a roster into a counter whose first entry is the first day after the base,
 * with up to `history` days before the base (M5). Cost O(members x days).
 */
export function countDays<T extends Counter>(
  counter: T,
  panel: Panel,
  { members, base, end, mask }: Roster,
  basis: ReturnBasis,
  history: number,
): T {
  const { firstIndex, lastIndex } = panel.prices;
  const days = end - base;
  for (let k = 0; k < members.length; k++) {
    const i = members[k] as number;
    const first = Math.max(firstIndex[i] as number, base - history);
    const last = Math.min(lastIndex[i] as number, end);
    if (last < first) continue;
    const { bars, from } = barsOf(panel, i, basis, first, last);
    const isMember = mask?.subarray(k * days, (k + 1) * days);
    counter.addMember(bars, from, from + last - first, first - base - 1, isMember);
  }
  return counter;
}

/**
 * Feeds the members of a roster into a counter with one entry a bucket: a bucket is a bar that ends
 * at the close of its last day, or at the terminal price of a listing that ended, and that traded
 * if it did on any day. `ends` are the last days of the buckets. The members of a bucket are those
 * of the close before it. Volumes are not known here.
 */
export function countBuckets<T extends Counter>(
  counter: T,
  panel: Panel,
  { members, base, end, mask }: Roster,
  basis: ReturnBasis,
  ends: Int32Array,
): T {
  const days = end - base;
  const width = ends.length;
  const bars = {
    close: new Float64Array(width + 1),
    hasTraded: new Uint8Array(width + 1),
    volume: new Float64Array(width + 1).fill(Number.NaN),
  };
  for (let k = 0; k < members.length; k++) {
    if (!fillBuckets(bars, panel, members[k] as number, basis, base, ends)) continue;
    const isMember = mask?.subarray(k * days, (k + 1) * days);
    counter.addMember(bars, 0, width, -1, isMember && atBuckets(isMember, base, ends));
  }
  return counter;
}

/** What a column of days holds on the first day of each bucket. */
export function atBuckets<T extends Uint8Array | Float64Array>(
  byDay: T,
  base: number,
  ends: Int32Array,
): T {
  const values = byDay.slice(0, ends.length) as T;
  for (let b = 0; b < ends.length; b++) {
    values[b] = byDay[b === 0 ? 0 : (ends[b - 1] as number) - base] as number;
  }
  return values;
}

/** False for a security without a bar in the span. */
function fillBuckets(
  out: Bars,
  panel: Panel,
  i: number,
  basis: ReturnBasis,
  base: number,
  ends: Int32Array,
): boolean {
  const first = Math.max(panel.prices.firstIndex[i] as number, base);
  const last = Math.min(panel.prices.lastIndex[i] as number, ends[ends.length - 1] as number);
  if (last < first) return false;
  const { bars, from } = barsOf(panel, i, basis, first, last);
  const { close, hasTraded } = bars;
  const shift = from - first;
  const lastClose = closeAt(panel, i, last);
  for (let b = 0, t = first; b <= ends.length; b++) {
    const end = b === 0 ? base : (ends[b - 1] as number);
    out.hasTraded[b] = 0;
    for (; t <= Math.min(end, last); t++) {
      if (hasTraded[t + shift] === 1) out.hasTraded[b] = 1;
    }
    const growth = end > last ? closeAt(panel, i, end) / lastClose : 1;
    const value = end < first ? Number.NaN : (close[Math.min(end, last) + shift] as number);
    out.close[b] = snapped(value * growth, out.close[b - 1] ?? Number.NaN);
  }
  return true;
}

/** Bars of a security from day index `first` to `last`, the first one at `from`. */
function barsOf(
  panel: Panel,
  i: number,
  basis: ReturnBasis,
  first: number,
  last: number,
): { bars: Bars; from: number } {
  const { prices } = panel;
  const from = (prices.offsets[i] as number) + first - (prices.firstIndex[i] as number);
  const hasDividends = (prices.dividends.offsets[i + 1] as number) > prices.dividends.offsets[i]!;
  if (basis === 'PRICE' || !hasDividends) return { bars: prices, from };
  const to = from + last - first + 1;
  const bars = {
    close: withDividends(panel, i, prices.close.subarray(from, to), first),
    hasTraded: prices.hasTraded.subarray(from, to),
    volume: prices.volume.subarray(from, to),
  };
  carryValues(bars);
  return { bars, from: 0 };
}

/** Closes times the growth by dividends reinvested since the first of them (M4). */
function withDividends(
  { prices }: Panel,
  i: number,
  closes: Float64Array,
  first: number,
): Float64Array {
  const { offsets, index, values } = prices.dividends;
  const worth = closes.slice();
  for (let n = offsets[i] as number; n < (offsets[i + 1] as number); n++) {
    const at = (index[n] as number) - first;
    if (at <= 0 || !((closes[at] as number) > 0)) continue;
    const growth = 1 + (values[n] as number) / (closes[at] as number);
    for (let later = at; later < worth.length; later++) worth[later]! *= growth;
  }
  return worth;
}

/** Carries values over days without a trade: what is paid on one counts on the next trade. */
function carryValues({ close, hasTraded }: Bars): void {
  for (let at = 1; at < close.length; at++) {
    const before = close[at - 1] as number;
    close[at] = hasTraded[at] === 0 ? before : snapped(close[at] as number, before);
  }
}

/** The value before where rounding alone tells the two apart. */
function snapped(value: number, before: number): number {
  return Math.abs(value - before) <= ROUNDING * before ? before : value;
}
