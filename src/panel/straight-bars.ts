import { type BarInput, endsEarly, type SecurityBars } from './build-prices.js';
import { fillFromCounts } from './count-caps.js';
import { cleanMarketCaps } from './market-cap.js';
import type { Rows, Run } from './runs.js';
import { factorBetween, type Split, splitsOf } from './splits.js';

/** Where the bars of a security go. */
export interface BarRoom {
  readonly close: Float64Array;
  readonly hasTraded: Uint8Array;
  readonly volume: Float64Array;
  readonly marketCap: Float64Array;
}

/**
 * The bars of a security with one run, as `buildBars` gives them, written straight into the room
 * that `roomFor` gives for a number of days. Null without any price.
 */
export class StraightBars {
  private index = new Int32Array(1024);
  private cap = new Float64Array(1024);

  fill(input: BarInput, run: Run, roomFor: (length: number) => BarRoom): SecurityBars | null {
    const isRaw = run.basis === 'RAW';
    const { rows } = run;
    const index = this.indices(input, rows);
    const lastRaw = index[rows.length - 1] as number;
    const splits = isRaw
      ? splitsOf({ prices: input.prices, rows, index }, input.recordedSplits, input.flagAt)
      : input.recordedSplits;
    const end = input.terminalIndex;
    let count = rows.length;
    if (end !== null) while (count > 0 && (index[count - 1] as number) >= end) count--;
    if (count === 0) return null;
    const firstIndex = index[0] as number;
    const lastBar = index[count - 1] as number;
    const lastIndex = end === null ? lastBar : end - 1;
    const room = roomFor(lastIndex - firstIndex + 1);
    this.lay(input, rows, count, room, isRaw ? splits : []);
    return {
      ...room,
      firstIndex,
      lastIndex,
      isDelisted: endsEarly(input, lastBar),
      splits: splits.filter((it) => it.index <= lastRaw),
      isRaw,
    };
  }

  /** Day index of each row, in a buffer that is good until the next call. */
  private indices({ prices, axis }: BarInput, rows: Rows): Int32Array {
    if (this.index.length < rows.length) this.index = new Int32Array(2 * rows.length);
    const { index } = this;
    const { tradedOn } = prices;
    for (let k = 0; k < rows.length; k++) {
      index[k] = axis.indexOnOrBefore(tradedOn[rows[k] as number] as number);
    }
    return index;
  }

  /** Writes closes, volumes and market values day by day; a close is carried over missing days. */
  private lay(
    input: BarInput,
    rows: Rows,
    count: number,
    room: BarRoom,
    splits: readonly Split[],
  ): void {
    const { prices } = input;
    const { index } = this;
    const { close, hasTraded, volume } = room;
    const length = close.length;
    const cap = this.emptyCaps(length);
    const first = index[0] as number;
    const lastRaw = index[rows.length - 1] as number;
    let factor = factorBetween(splits, first, lastRaw);
    let next = 0;
    let filled = 0;
    for (let k = 0; k < count; k++) {
      const row = rows[k] as number;
      const t = index[k] as number;
      if (next < splits.length && (splits[next] as Split).index <= t) {
        while (next < splits.length && (splits[next] as Split).index <= t) next++;
        factor = factorBetween(splits, t, lastRaw);
      }
      const at = t - first;
      for (; filled < at; filled++) carry(room, filled);
      const traded = (prices.volume[row] as number) * factor;
      close[at] = (prices.close[row] as number) / factor;
      hasTraded[at] = traded === 0 ? 0 : 1;
      volume[at] = traded;
      cap[at] = prices.marketCap[row] as number;
      filled = at + 1;
    }
    for (; filled < length; filled++) carry(room, filled);
    fillFromCounts(cap, close, first, input.counts);
    cleanMarketCaps(room.marketCap, close, cap);
  }

  private emptyCaps(length: number): Float64Array {
    if (this.cap.length < length) this.cap = new Float64Array(2 * length);
    return this.cap.subarray(0, length).fill(Number.NaN);
  }
}

function carry({ close, volume }: BarRoom, at: number): void {
  close[at] = close[at - 1] as number;
  volume[at] = Number.NaN;
}
