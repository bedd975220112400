import type { DayAxis } from '../time/day-axis.js';
import type { ShareCount } from './build-securities.js';
import { factorBetween, type Split } from './splits.js';

/** Longest use of a dated share count, in sessions (about 100 days). */
const COUNT_FOR = 70;

export interface CountInput {
  readonly axis: DayAxis;
  readonly shareCounts: readonly ShareCount[];
  readonly recordedSplits: readonly Split[];
}

/** Where the price source gives no market value, the last stored share count of a day does. */
export function fillFromCounts(
  cap: Float64Array,
  close: Float64Array,
  firstIndex: number,
  { axis, shareCounts, recordedSplits }: CountInput,
): void {
  const counts = shareCounts.flatMap(({ asOfOn, sharesOutstanding }) =>
    sharesOutstanding === null
      ? []
      : [{ index: axis.indexOnOrBefore(asOfOn), shares: sharesOutstanding }],
  );
  counts.forEach(({ index, shares }, n) => {
    const factor = factorBetween(recordedSplits, index, Number.MAX_SAFE_INTEGER);
    const until = Math.min(index + COUNT_FOR + 1, counts[n + 1]?.index ?? Number.MAX_SAFE_INTEGER);
    const stop = Math.min(until - firstIndex, close.length);
    for (let k = Math.max(0, index - firstIndex); k < stop; k++) {
      if (Number.isNaN(cap[k] as number)) cap[k] = shares * factor * (close[k] as number);
    }
  });
}
