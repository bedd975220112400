import { entryOnOrBefore } from './entry-on-or-before.js';
import type { CloseSpan, ReportSpan } from './short-spells.js';

/**
 * Adds the profit of the shorts of one security to the stretches of a window, with shares that stay
 * from one report to the next (M10 STEP, M11): within a stretch the days without a report cancel
 * out. Stretch s runs from the close of day index `cuts[s]` to that of `cuts[s + 1]`, and its
 * profit is added to `out[s]`. Before day index `first` there is no close, and no position counts.
 * Cost O(stretches + reports of the window).
 */
export function addStepGains(
  out: Float64Array,
  cuts: Int32Array,
  reports: ReportSpan,
  { close, shift }: CloseSpan,
  first: number,
): void {
  const { index, shares, from, to } = reports;
  let s = 0;
  while (s + 1 < cuts.length && (cuts[s + 1] as number) <= first) s++;
  const begin = Math.max(cuts[0] as number, first);
  let next = entryOnOrBefore(index, from, to, begin) + 1;
  let held = heldAfter(shares, from, next);
  let price = close[shift + begin] as number;
  for (; s + 1 < cuts.length; s++) {
    const end = cuts[s + 1] as number;
    let gain = 0;
    for (; next < to && (index[next] as number) < end; next++) {
      if (Number.isNaN(shares[next])) continue;
      const now = close[shift + (index[next] as number)] as number;
      gain += held * (price - now);
      price = now;
      held = shares[next] as number;
    }
    const last = close[shift + end] as number;
    out[s] = (out[s] as number) + (gain + held * (price - last));
    price = last;
    // What is reported on the day of the cut counts from there on.
    for (; next < to && (index[next] as number) === end; next++) {
      if (!Number.isNaN(shares[next])) held = shares[next] as number;
    }
  }
}

/** Shares by the last known of the reports `from` up to but not including `to`; 0 without one. */
function heldAfter(shares: ArrayLike<number>, from: number, to: number): number {
  let report = to - 1;
  while (report >= from && Number.isNaN(shares[report])) report--;
  return report >= from ? (shares[report] as number) : 0;
}
