import { entryOnOrBefore } from './entry-on-or-before.js';

/** How many shares are short on the days between two reports. */
export type FillMode = 'STEP' | 'LINEAR' | 'STEP_BACK';

/**
 * Shares short on each day, from the reports of one security (M10): `out[k]` is for day `base + k`.
 * Reports are the entries `from` up to but not including `to` of the two columns, with strictly
 * ascending day indices that may lie outside the span of `out`.
 *
 * - STEP: the last report on or before the day.
 * - LINEAR: a straight line in day index from one report to the next, flat after the last.
 * - STEP_BACK: the next report on or after the day, flat after the last.
 *
 * Before the first report there is no position, 0, except that STEP_BACK looks ahead to it. A
 * report of NaN shares is left out, and without any report all days are 0. Cost O(out.length), and
 * O(log(to - from)) to find the report that is in force at first.
 */
export function fillShares(
  out: Float64Array,
  base: number,
  reportIndex: Int32Array | readonly number[],
  reportShares: ArrayLike<number>,
  from: number,
  to: number,
  mode: FillMode,
): void {
  out.fill(0);
  let report = inForce(reportIndex, reportShares, from, to, base);
  if (report === to) return;
  let shares = reportShares[report] as number;
  let start = (reportIndex[report] as number) - base;
  if (mode === 'STEP_BACK') fillRange(out, 0, start, shares);
  // What lies after the last day is of no concern.
  while (report < to && start < out.length) {
    const next = knownFrom(reportShares, report + 1, to);
    if (next === to) {
      fillRange(out, start, out.length, shares);
      return;
    }
    const nextShares = reportShares[next] as number;
    const nextStart = (reportIndex[next] as number) - base;
    if (mode === 'STEP') fillRange(out, start, nextStart, shares);
    else if (mode === 'LINEAR') fillLine(out, start, shares, nextStart, nextShares);
    else {
      fillRange(out, start, start + 1, shares);
      fillRange(out, start + 1, nextStart, nextShares);
    }
    report = next;
    shares = nextShares;
    start = nextStart;
  }
}

/** Position of the last known report on or before a day, else of the first one after it. */
function inForce(
  reportIndex: ArrayLike<number>,
  reportShares: ArrayLike<number>,
  from: number,
  to: number,
  day: number,
): number {
  let report = entryOnOrBefore(reportIndex, from, to, day);
  while (report >= from && Number.isNaN(reportShares[report])) report--;
  return report >= from ? report : knownFrom(reportShares, from, to);
}

/** Position of the first report from `from` on with a known number of shares, or `to`. */
function knownFrom(reportShares: ArrayLike<number>, from: number, to: number): number {
  let report = from;
  while (report < to && Number.isNaN(reportShares[report])) report++;
  return report;
}

/** Fills `out[start]` up to but not including `out[stop]`, as far as they lie in `out`. */
function fillRange(out: Float64Array, start: number, stop: number, shares: number): void {
  const last = Math.min(stop, out.length);
  for (let k = Math.max(start, 0); k < last; k++) out[k] = shares;
}

function fillLine(
  out: Float64Array,
  start: number,
  shares: number,
  stop: number,
  stopShares: number,
): void {
  const last = Math.min(stop, out.length);
  const change = stopShares - shares;
  for (let k = Math.max(start, 0); k < last; k++) {
    out[k] = shares + (change * (k - start)) / (stop - start);
  }
}
