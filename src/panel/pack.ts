import type { SecurityBars } from './build-prices.js';
import type { BuiltSecurity } from './build-security.js';
import type { Report } from './build-shorts.js';
import type { EventColumns, PriceColumns, ShortColumns } from './panel.js';
import {
  flagsOf,
  floatsOf,
  intsOf,
  offsetsOf,
  sharedBytes,
  sharedFloats,
  sharedInts,
} from './shared.js';
import { factorBetween, type Split } from './splits.js';
import type { BarRoom } from './straight-bars.js';

const END = Number.MAX_SAFE_INTEGER;

/** The bars of all securities end to end, written one security after the other. */
export class BarColumns {
  private readonly columns: BarRoom;
  private end = 0;

  /** `capacity` is at least the number of bars; what is not used takes no memory. */
  constructor(capacity: number) {
    this.columns = {
      close: sharedFloats(capacity),
      volume: sharedFloats(capacity),
      marketCap: sharedFloats(capacity),
      hasTraded: sharedBytes(capacity),
    };
  }

  /** Takes the next `length` places. */
  room(length: number): BarRoom {
    const from = this.end;
    this.end += length;
    return this.between(from, this.end);
  }

  /** Copies bars into the next places; the same bars, there. */
  take(bars: SecurityBars): SecurityBars {
    const room = this.room(bars.close.length);
    room.close.set(bars.close);
    room.volume.set(bars.volume);
    room.marketCap.set(bars.marketCap);
    room.hasTraded.set(bars.hasTraded);
    return { ...bars, ...room };
  }

  /** The columns of all securities that were written, in their order. */
  finish(built: readonly BuiltSecurity[]): PriceColumns {
    return {
      ...this.between(0, this.end),
      offsets: offsetsOf(built, (it) => it.bars?.close.length ?? 0),
      firstIndex: intsOf(built, (it) => it.bars?.firstIndex ?? -1),
      lastIndex: intsOf(built, (it) => it.bars?.lastIndex ?? -2),
      isDelisted: flagsOf(built, (it) => it.bars?.isDelisted === true),
      splits: packEvents(built, (it) =>
        splitsFor(it).map(({ index, ratio }) => ({ index, value: ratio })),
      ),
      dividends: packEvents(built, (it) =>
        it.dividends.map(({ index, amount }) => ({ index, value: amount })),
      ),
      hasBasisMismatch: flagsOf(built, (it) => it.shorts.hasMismatch),
    };
  }

  private between(from: number, to: number): BarRoom {
    const { close, volume, marketCap, hasTraded } = this.columns;
    return {
      close: close.subarray(from, to),
      volume: volume.subarray(from, to),
      marketCap: marketCap.subarray(from, to),
      hasTraded: hasTraded.subarray(from, to),
    };
  }
}

type ReportColumns = Omit<ShortColumns, 'offsets' | 'settlements' | 'fees'>;

/** The reports of all securities end to end, restated to the basis of the last price. */
export class ReportWriter {
  private readonly columns: ReportColumns;
  private end = 0;

  /** `capacity` is at least the number of reports. */
  constructor(capacity: number) {
    this.columns = {
      index: sharedInts(capacity),
      publishedIndex: sharedInts(capacity),
      shares: sharedFloats(capacity),
      firstShares: sharedFloats(capacity),
      revisedIndex: sharedInts(capacity),
    };
  }

  /** Writes the reports of the next security; `splits` bring them to its last basis. */
  take(reports: readonly Report[], splits: readonly Split[]): void {
    const { index, publishedIndex, shares, firstShares, revisedIndex } = this.columns;
    for (const report of reports) {
      const at = this.end++;
      const factor = factorBetween(splits, report.index, END);
      index[at] = report.index;
      publishedIndex[at] = report.publishedIndex;
      shares[at] = report.shares * factor;
      firstShares[at] = report.firstShares * factor;
      revisedIndex[at] = report.revisedIndex;
    }
  }

  finish(): ReportColumns {
    const { index, publishedIndex, shares, firstShares, revisedIndex } = this.columns;
    const { end } = this;
    return {
      index: index.subarray(0, end),
      publishedIndex: publishedIndex.subarray(0, end),
      shares: shares.subarray(0, end),
      firstShares: firstShares.subarray(0, end),
      revisedIndex: revisedIndex.subarray(0, end),
    };
  }
}

/** Splits that bring share counts to the basis of the last price. */
export function splitsFor({ bars, shorts }: Pick<BuiltSecurity, 'bars' | 'shorts'>) {
  return bars === null ? [] : shorts.splits;
}

function packEvents(
  built: readonly BuiltSecurity[],
  eventsOf: (security: BuiltSecurity) => readonly { index: number; value: number }[],
): EventColumns {
  const lists = built.map(eventsOf);
  const flat = lists.flat();
  return {
    offsets: offsetsOf(lists, ({ length }) => length),
    index: intsOf(flat, (it) => it.index),
    values: floatsOf(flat, (it) => it.value),
  };
}
