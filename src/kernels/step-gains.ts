import { entryOnOrBefore } from './entry-on-or-before.js';
import type { ReportSpan } from './short-spells.js';

/** Consecutive stretches of a window, each inside one bucket of a series. */
export interface StretchCuts {
  /** Day indices: a stretch runs from the close of `from` to that of `to`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly bucket: Int32Array;
  /** Place of the stretch among those that are stored; -1 for none. */
  readonly place: Int32Array;
}

/**
 * Adds the profit of the shorts of one security to the buckets of a series, with shares that stay
 * from one report to the next (M10 STEP, M11): over a stretch without a report the days cancel out,
 * so that it is shares times the fall of the price. All days have a close, that of day index t
 * being `close[shift + t]`. Profits of whole stretches are taken from `stored` at `row` and their
 * place where they are not NaN; they are those of `stepGain`. Cost O(stretches + reports).
 */
export function addStepGains(
  out: Float64Array,
  cuts: StretchCuts,
  reports: ReportSpan,
  close: Float64Array,
  shift: number,
  stored: Float64Array | null,
  row: number,
): void {
  const { from, to, bucket, place } = cuts;
  for (let s = 0; s < from.length; s++) {
    const at = place[s] as number;
    let gain = stored === null || at < 0 ? NaN : (stored[row + at] as number);
    if (Number.isNaN(gain)) {
      gain = stepGain(reports, close, shift, from[s] as number, to[s] as number);
    }
    const b = bucket[s] as number;
    out[b] = (out[b] as number) + gain;
  }
}

/** Profit of the shorts from the close of day index `from` to that of `to`, report by report. */
export function stepGain(
  reports: ReportSpan,
  close: Float64Array,
  shift: number,
  from: number,
  to: number,
): number {
  const { index, shares } = reports;
  let report = entryOnOrBefore(index, reports.from, reports.to, from);
  while (report >= reports.from && Number.isNaN(shares[report])) report--;
  let held = report >= reports.from ? (shares[report] as number) : 0;
  let next = Math.max(report + 1, reports.from);
  let price = close[shift + from] as number;
  let gain = 0;
  for (; next < reports.to && (index[next] as number) < to; next++) {
    // Blank reports, and those before the day, change nothing.
    if (Number.isNaN(shares[next]) || (index[next] as number) <= from) continue;
    const now = close[shift + (index[next] as number)] as number;
    gain += held * (price - now);
    price = now;
    held = shares[next] as number;
  }
  return gain + held * (price - (close[shift + to] as number));
}
