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

/** The bars of all securities end to end, each in a room of its own. */
export class BarColumns {
  private readonly columns: BarRoom;
  private readonly starts: Int32Array;

  /** `rooms` are at least the numbers of bars; what is not used is closed up at the end. */
  constructor(rooms: readonly number[]) {
    this.starts = offsetsOf(rooms, (length) => length);
    const capacity = this.starts[rooms.length] as number;
    this.columns = {
      close: sharedFloats(capacity),
      volume: sharedFloats(capacity),
      marketCap: sharedFloats(capacity),
      hasTraded: sharedBytes(capacity),
    };
  }

  /** The columns as they are now. */
  get whole(): BarRoom {
    return this.columns;
  }

  /** Where the room of a security begins. */
  start(security: number): number {
    return this.starts[security] as number;
  }

  /** The first `length` places of the room of a security. */
  room(security: number, length: number): BarRoom {
    const from = this.start(security);
    return this.between(from, from + length);
  }

  /** Copies bars into the room of a security; the same bars, there. */
  take(security: number, bars: SecurityBars): SecurityBars {
    const room = this.room(security, bars.close.length);
    room.close.set(bars.close);
    room.volume.set(bars.volume);
    room.marketCap.set(bars.marketCap);
    room.hasTraded.set(bars.hasTraded);
    return { ...bars, ...room };
  }

  between(from: number, to: number): BarRoom {
    const { close, volume, marketCap, hasTraded } = this.columns;
    return {
      close: close.subarray(from, to),
      volume: volume.subarray(from, to),
      marketCap: marketCap.subarray(from, to),
      hasTraded: hasTraded.subarray(from, to),
    };
  }

  /** Moves bars of securities, in their order, up to those before them: the same bars, there. */
  closeUp(all: readonly (SecurityBars | null)[]): (SecurityBars | null)[] {
    let end = 0;
    return all.map((bars) => {
      if (bars === null) return null;
      const { length } = bars.close;
      const from = bars.close.byteOffset / bars.close.BYTES_PER_ELEMENT;
      const to = end;
      end += length;
      if (from === to) return bars;
      for (const column of Object.values(this.columns)) column.copyWithin(to, from, from + length);
      return { ...bars, ...this.between(to, end) };
    });
  }

  /** The columns of all securities after `closeUp`, in their order. */
  finish(built: readonly BuiltSecurity[]): PriceColumns {
    const offsets = offsetsOf(built, (it) => it.bars?.close.length ?? 0);
    return {
      ...this.between(0, offsets[built.length] as number),
      offsets,
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
}

type ReportColumns = Pick<
  ShortColumns,
  'index' | 'publishedIndex' | 'shares' | 'firstShares' | 'revisedIndex' | 'isAbsence'
>;

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
      isAbsence: sharedBytes(capacity),
    };
  }

  /** Writes the reports of the next security; `splits` bring them to its last basis. */
  take(reports: readonly Report[], splits: readonly Split[]): void {
    const { index, publishedIndex, shares, firstShares, revisedIndex, isAbsence } = this.columns;
    for (const report of reports) {
      const at = this.end++;
      const factor = factorBetween(splits, report.index, END);
      index[at] = report.index;
      publishedIndex[at] = report.publishedIndex;
      shares[at] = report.shares * factor;
      firstShares[at] = report.firstShares * factor;
      revisedIndex[at] = report.revisedIndex;
      isAbsence[at] = report.isAbsence ? 1 : 0;
    }
  }

  finish(): ReportColumns {
    const { index, publishedIndex, shares, firstShares, revisedIndex, isAbsence } = this.columns;
    const { end } = this;
    return {
      index: index.subarray(0, end),
      publishedIndex: publishedIndex.subarray(0, end),
      shares: shares.subarray(0, end),
      firstShares: firstShares.subarray(0, end),
      revisedIndex: revisedIndex.subarray(0, end),
      isAbsence: isAbsence.subarray(0, end),
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
