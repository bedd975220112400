import type { StoredColumns } from '../store/stored-columns.js';
import type { DayAxis } from '../time/day-axis.js';
import { packFees } from './build-fees.js';
import { type BuiltSecurity, settlementIndices } from './build-security.js';
import type { Report } from './build-shorts.js';
import type { EventColumns, PriceColumns, ShortColumns } from './panel.js';
import { factorBetween, type Split } from './splits.js';

const END = Number.MAX_SAFE_INTEGER;

/** Lays the bars of all securities end to end. */
export function packPrices(built: readonly BuiltSecurity[]): PriceColumns {
  const offsets = offsetsOf(built, (it) => it.bars?.close.length ?? 0);
  const total = offsets.at(-1) as number;
  const columns = {
    close: new Float64Array(total),
    volume: new Float64Array(total),
    marketCap: new Float64Array(total),
    hasTraded: new Uint8Array(total),
  };
  built.forEach(({ bars }, i) => {
    if (bars === null) return;
    const at = offsets[i] as number;
    columns.close.set(bars.close, at);
    columns.volume.set(bars.volume, at);
    columns.marketCap.set(bars.marketCap, at);
    columns.hasTraded.set(bars.hasTraded, at);
  });
  return {
    ...columns,
    offsets,
    firstIndex: Int32Array.from(built, (it) => it.bars?.firstIndex ?? -1),
    lastIndex: Int32Array.from(built, (it) => it.bars?.lastIndex ?? -2),
    isDelisted: Uint8Array.from(built, (it) => (it.bars?.isDelisted ? 1 : 0)),
    splits: packEvents(built, (it) =>
      splitsFor(it).map(({ index, ratio }) => ({ index, value: ratio })),
    ),
    dividends: packEvents(built, (it) =>
      it.dividends.map(({ index, amount }) => ({ index, value: amount })),
    ),
    hasBasisMismatch: Uint8Array.from(built, (it) => (it.shorts.hasMismatch ? 1 : 0)),
  };
}

/** Lays the reports of all securities end to end, restated to the basis of the last price. */
export function packShorts(
  built: readonly BuiltSecurity[],
  stored: StoredColumns,
  axis: DayAxis,
): ShortColumns {
  const offsets = offsetsOf(built, (it) => it.shorts.reports.length);
  const all: { report: Report; factor: number }[] = built.flatMap((security) =>
    security.shorts.reports.map((report) => ({
      report,
      factor: factorBetween(splitsFor(security), report.index, END),
    })),
  );
  return {
    offsets,
    index: Int32Array.from(all, ({ report }) => report.index),
    publishedIndex: Int32Array.from(all, ({ report }) => report.publishedIndex),
    shares: Float64Array.from(all, ({ report, factor }) => report.shares * factor),
    firstShares: Float64Array.from(all, ({ report, factor }) => report.firstShares * factor),
    revisedIndex: Int32Array.from(all, ({ report }) => report.revisedIndex),
    settlements: Int32Array.from(settlementIndices(stored, axis)),
    fees: packFees(
      built.map(({ chain }) => chain),
      stored.borrowFees,
    ),
  };
}

/** Splits that bring share counts to the basis of the last price. */
function splitsFor(security: BuiltSecurity): readonly Split[] {
  return security.bars === null ? [] : security.shorts.splits;
}

function packEvents(
  built: readonly BuiltSecurity[],
  eventsOf: (security: BuiltSecurity) => readonly { index: number; value: number }[],
): EventColumns {
  const lists = built.map(eventsOf);
  const offsets = new Int32Array(built.length + 1);
  lists.forEach((list, i) => {
    offsets[i + 1] = (offsets[i] as number) + list.length;
  });
  const flat = lists.flat();
  return {
    offsets,
    index: Int32Array.from(flat, (it) => it.index),
    values: Float64Array.from(flat, (it) => it.value),
  };
}

function offsetsOf(
  built: readonly BuiltSecurity[],
  lengthOf: (security: BuiltSecurity) => number,
): Int32Array {
  const offsets = new Int32Array(built.length + 1);
  built.forEach((security, i) => {
    offsets[i + 1] = (offsets[i] as number) + lengthOf(security);
  });
  return offsets;
}
