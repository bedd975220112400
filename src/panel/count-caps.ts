import type { StoredShareCounts } from '../store/stored-columns.js';
import type { DayAxis } from '../time/day-axis.js';
import { factorBetween, type Split } from './splits.js';

/** Longest use of a dated share count, in sessions (about 100 days). */
const COUNT_FOR = 70;

/** A share count from a day index on, in shares of the last day. */
export interface DatedCount {
  readonly index: number;
  readonly shares: number;
}

/** The counts of `rows` that state shares outstanding, restated by the recorded splits. */
export function countsOf(
  { asOfOn, sharesOutstanding }: StoredShareCounts,
  rows: readonly number[],
  axis: DayAxis,
  recordedSplits: readonly Split[],
): DatedCount[] {
  return rows.flatMap((row) => {
    const shares = sharesOutstanding[row] as number;
    if (Number.isNaN(shares)) return [];
    const index = axis.indexOnOrBefore(asOfOn[row] as number);
    return [{ index, shares: shares * factorBetween(recordedSplits, index, END) }];
  });
}

const END = Number.MAX_SAFE_INTEGER;

/** Where the price source gives no market value, the last stored share count of a day does. */
export function fillFromCounts(
  cap: Float64Array,
  close: Float64Array,
  firstIndex: number,
  counts: readonly DatedCount[],
): void {
  counts.forEach(({ index, shares }, n) => {
    const until = Math.min(index + COUNT_FOR + 1, counts[n + 1]?.index ?? END);
    const stop = Math.min(until - firstIndex, close.length);
    for (let k = Math.max(0, index - firstIndex); k < stop; k++) {
      if (Number.isNaN(cap[k] as number)) cap[k] = shares * (close[k] as number);
    }
  });
}
