import { entryOnOrBefore } from './entry-on-or-before.js';
import type { FillMode } from './fill-shares.js';
import { StretchSum } from './stretch-sum.js';

/** Reports of one security: the entries `from` up to but not including `to` of two columns. */
export interface ReportSpan {
  /** Day indices, strictly ascending. */
  readonly index: ArrayLike<number>;
  /** Shares short; NaN is left out. */
  readonly shares: ArrayLike<number>;
  readonly from: number;
  readonly to: number;
}

/** Closes of one security: that of day index t is `close[shift + t]`. */
export interface CloseSpan {
  readonly close: Float64Array;
  readonly shift: number;
}

/**
 * Profit and loss of the short sellers of one security between two closes, by spells instead of by
 * days (M11, M14). From one report to the next shares stay or lie on a straight line, so that what
 * `shortPnl` adds up day by day follows from the closes at both ends and two sums of the closes
 * between them. With N shares at the start of a spell, d more a day, L days, closes P(0) to P(L):
 *
 *     gain = N (P(0) - P(L)) - d (L P(L) - sum P), netShorting = d sum P,
 *     value = N sum P + d sum k P(k), held = N L + d L (L - 1) / 2
 *
 * All days have a close. Nothing is allocated; cost O(days).
 */
export class ShortSpells {
  /** Daily mark to market: the profit of the shorts; negative for a loss. */
  gain = 0;
  /** Value of shares newly sold short less shares bought back. */
  netShorting = 0;
  /** Sum of the values of the position over the base day and all days after it. */
  valueSum = 0;
  /** Sum of the shares at the start of each move: the base day counts, the end day does not. */
  held = 0;
  startShares = 0;
  endShares = 0;
  /** The largest position at either end of a spell: above 0 if there is any position. */
  most = 0;
  private readonly sum = new StretchSum();

  /** Measures from the close of day index `base` to that of `end`. */
  measure(
    reports: ReportSpan,
    mode: FillMode,
    { close, shift }: CloseSpan,
    base: number,
    end: number,
  ): void {
    const { index, shares, from, to } = reports;
    const { sum } = this;
    let current = reportOn(reports, base);
    let next = knownFrom(shares, current + 1, to);
    let n = sharesOn(reports, mode, current, next, base);
    let price = close[shift + base] as number;
    let gain = 0;
    let netShorting = 0;
    let valueSum = n * price;
    let held = 0;
    let most = n;
    this.startShares = n;
    for (let t = base; t < end; ) {
      const at = next < to ? (index[next] as number) : Infinity;
      const ahead = next < to ? (shares[next] as number) : n;
      const stop = Math.min(at, end);
      const days = stop - t;
      const last = close[shift + stop] as number;
      sum.add(close, shift + t, days);
      const { closes, ramp } = sum;
      let m = stop === at ? ahead : n;
      if (mode === 'STEP_BACK') {
        m = ahead;
        const first = close[shift + t + 1] as number;
        gain += n * (price - first) + m * (first - last);
        netShorting += (m - n) * first;
        valueSum += m * closes;
        held += n + m * (days - 1);
      } else if (mode === 'LINEAR' && current >= from && next < to) {
        const change = ahead - (shares[current] as number);
        const length = at - (index[current] as number);
        if (stop !== at) m = sharesOn(reports, mode, current, next, stop);
        // Division comes last, so that steady prices give exact numbers.
        gain += n * (price - last) - (change * (days * last - closes)) / length;
        netShorting += (change * closes) / length;
        valueSum += n * closes + (change * ramp) / length;
        held += n * days + (change * ((days * (days - 1)) / 2)) / length;
      } else {
        gain += n * (price - last);
        netShorting += (m - n) * last;
        valueSum += n * closes + (m - n) * last;
        held += n * days;
      }
      if (m > most) most = m;
      n = m;
      price = last;
      t = stop;
      current = next;
      next = knownFrom(shares, next + 1, to);
    }
    this.gain = gain;
    this.netShorting = netShorting;
    this.valueSum = valueSum;
    this.held = held;
    this.most = most;
    this.endShares = n;
  }
}

/**
 * Whether there is a position at either end of any spell between two days, as `most` above 0 says
 * (M10). No close is read. Cost O(reports of the window).
 */
export function holdsShares(
  reports: ReportSpan,
  mode: FillMode,
  base: number,
  end: number,
): boolean {
  const { index, shares, to } = reports;
  let current = reportOn(reports, base);
  let next = knownFrom(shares, current + 1, to);
  if (sharesOn(reports, mode, current, next, base) > 0) return true;
  for (let t = base; t < end; ) {
    const stop = Math.min(next < to ? (index[next] as number) : Infinity, end);
    if (next < to && stop === index[next]) {
      current = next;
      next = knownFrom(shares, next + 1, to);
    }
    // The end of the window may lie between two reports, on the way to the next one.
    if (sharesOn(reports, mode, current, next, stop) > 0) return true;
    t = stop;
  }
  return false;
}

/** The last known report on or before a day; `from - 1` without one. */
function reportOn({ index, shares, from, to }: ReportSpan, day: number): number {
  let report = entryOnOrBefore(index, from, to, day);
  while (report >= from && Number.isNaN(shares[report])) report--;
  return report;
}

/** Shares on a day from the report in force, if any, up to the next one. */
function sharesOn(
  { index, shares, from, to }: ReportSpan,
  mode: FillMode,
  current: number,
  next: number,
  day: number,
): number {
  if (current < from) return mode === 'STEP_BACK' && next < to ? (shares[next] as number) : 0;
  const own = shares[current] as number;
  const start = index[current] as number;
  if (mode === 'STEP' || next >= to || day === start) return own;
  const ahead = shares[next] as number;
  if (mode === 'STEP_BACK') return ahead;
  return own + ((ahead - own) * (day - start)) / ((index[next] as number) - start);
}

/** Position of the first report from `from` on with a known number of shares, or `to`. */
function knownFrom(shares: ArrayLike<number>, from: number, to: number): number {
  let report = from;
  while (report < to && Number.isNaN(shares[report])) report++;
  return report;
}
