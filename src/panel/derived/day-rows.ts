import { CAP_TIER_BOUNDS } from '../../methodology.js';
import type { Panel } from '../panel.js';
import { sharedBytes, sharedFloats } from '../shared.js';
import { carriedClose } from '../carried-close.js';

/**
 * The market day by day: a row for each day index from `firstDay` on, with an entry for each
 * security. Whoever looks across securities on a day reads one row instead of as many places as
 * there are securities. That of security i on day t is at `(t - firstDay) * width + i`.
 */
export interface DayRows {
  readonly firstDay: number;
  readonly width: number;
  /** As `closeAt` gives it, in US dollars; NaN before the first price. */
  readonly close: Float64Array;
  /** Bits of `DAY_FLAG`. */
  readonly flags: Uint8Array;
}

/** What a byte of `DayRows.flags` says about a security at a close. */
export const DAY_FLAG = {
  /** The place of its size class in `CAP_TIERS` (M12). */
  TIER: 7,
  /** The last print is at most five sessions old and the listing has not ended (M5). */
  HAS_BASE_CLOSE: 8,
  /** The same, or the listing has ended and its terminal price counts (M5). */
  HAS_END_CLOSE: 16,
  /** The close is that of an earlier session. */
  IS_STALE: 32,
} as const;

/** A print of up to this many sessions ago still stands for a day (M5). */
const MAX_PRICE_AGE = 5;

/** Rows reach back as far as at least this share of their entries have a bar. */
const LEAST_FILLED = 0.5;
const UNCLASSIFIED = CAP_TIER_BOUNDS.length;

/** Empty rows for a panel, to be filled security by security. */
export function emptyDayRows(panel: Panel): DayRows {
  const firstDay = firstDenseDay(panel);
  const width = panel.securities.count;
  const size = (panel.axis.length - firstDay) * width;
  return { firstDay, width, close: sharedFloats(size), flags: sharedBytes(size) };
}

/** The earliest day from which on enough of all entries have a bar. */
function firstDenseDay({ axis, prices, securities }: Panel): number {
  const begun = new Int32Array(axis.length + 1);
  for (let i = 0; i < securities.count; i++) {
    const first = prices.firstIndex[i] as number;
    if (first < 0) continue;
    begun[first]!++;
    begun[(prices.lastIndex[i] as number) + 1]!--;
  }
  const bars = new Int32Array(axis.length);
  for (let t = 0, open = 0; t < axis.length; t++) {
    open += begun[t] as number;
    bars[t] = open;
  }
  let first = axis.length;
  for (let t = axis.length - 1, sum = 0; t >= 0; t--) {
    sum += bars[t] as number;
    if (sum >= LEAST_FILLED * (axis.length - t) * securities.count) first = t;
  }
  return first;
}

/** Securities that are turned from columns into rows at a time: their closes fit a cache. */
export const BLOCK = 16;
const DAYS_A_TILE = 64;

/** Fills rows in, a block of securities after another. */
export class DayRowFiller {
  private readonly close: Float64Array;
  private readonly flags: Uint8Array;

  constructor(
    private readonly panel: Panel,
    private readonly rows: DayRows,
  ) {
    this.close = new Float64Array(BLOCK * panel.axis.length);
    this.flags = new Uint8Array(BLOCK * panel.axis.length);
  }

  /**
   * Fills the entries of the securities `from` up to but not including `to`, at most `BLOCK`.
   * Returns their closes by security and day, which the next block overwrites.
   */
  fill(from: number, to: number): Float64Array {
    const { panel, close, flags } = this;
    const { length } = panel.axis;
    for (let i = from; i < to; i++) {
      const row = (i - from) * length;
      carriedClose(panel, i, close.subarray(row, row + length));
      this.flag(i, row);
    }
    turn(close, this.rows.close, this.rows, length, from, to);
    turn(flags, this.rows.flags, this.rows, length, from, to);
    return close;
  }

  private flag(i: number, row: number): void {
    const { prices, axis } = this.panel;
    const { close, flags } = this;
    const { offsets, hasTraded, marketCap } = prices;
    const first = prices.firstIndex[i] as number;
    const last = prices.lastIndex[i] as number;
    if (first < 0) {
      flags.fill(UNCLASSIFIED, row, row + axis.length);
      return;
    }
    flags.fill(UNCLASSIFIED, row, row + first);
    const shift = (offsets[i] as number) - first;
    let printed = Number.NEGATIVE_INFINITY;
    for (let t = first; t <= last; t++) {
      if (hasTraded[shift + t] === 1) printed = t;
      flags[row + t] = tierOf(marketCap[shift + t] as number) | ageBits(t - printed);
    }
    const cap = marketCap[shift + last] as number;
    const price = close[row + last] as number;
    for (let t = last + 1; t < axis.length; t++) {
      const bits = prices.isDelisted[i] === 1 ? DAY_FLAG.HAS_END_CLOSE : ageBits(t - printed);
      // In the order in which `marketCapAt` multiplies.
      flags[row + t] = tierOf((cap * (close[row + t] as number)) / price) | bits;
    }
  }
}

/** Where a close stands whose last print is so many sessions ago; Infinity without any print. */
function ageBits(age: number): number {
  const isRecent = age <= MAX_PRICE_AGE ? DAY_FLAG.HAS_BASE_CLOSE | DAY_FLAG.HAS_END_CLOSE : 0;
  // Without any print the age is not known, and nothing is called stale.
  return isRecent | (age > 0 && age < Number.POSITIVE_INFINITY ? DAY_FLAG.IS_STALE : 0);
}

/** The place of a market value in `CAP_TIERS`, without a branch for each class. */
function tierOf(cap: number): number {
  if (!(cap >= 0)) return UNCLASSIFIED;
  return +(cap >= 50e6) + +(cap >= 300e6) + +(cap >= 2e9) + +(cap >= 10e9) + +(cap >= 200e9);
}

/** Writes a block of columns, `length` entries each, into the rows, tile by tile. */
function turn<T extends Float64Array | Uint8Array>(
  block: T,
  out: T,
  { firstDay, width }: DayRows,
  length: number,
  from: number,
  to: number,
): void {
  for (let tile = firstDay; tile < length; tile += DAYS_A_TILE) {
    const stop = Math.min(tile + DAYS_A_TILE, length);
    for (let i = from; i < to; i++) {
      const column = (i - from) * length;
      let place = (tile - firstDay) * width + i;
      for (let t = tile; t < stop; t++, place += width) {
        out[place] = block[column + t] as number;
      }
    }
  }
}
