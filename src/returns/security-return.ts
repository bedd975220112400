import { dayView, saysEnded } from '../panel/day-view.js';
import type { Panel } from '../panel/panel.js';
import { closeAt, hasEnded, priceAge } from '../panel/price-at.js';

/** Whether dividends count (M2). */
export type ReturnBasis = 'PRICE' | 'TOTAL';

/** A close of up to this many sessions ago still stands for the base day or the end day (M5). */
const MAX_AGE = 5;
/** Less than the smallest tick of the dearest share: what split adjustment leaves of no change. */
export const ROUNDING = 1e-11;

/** Close on a base day in US dollars (M5); NaN without a recent one, or after the listing ended. */
export function baseClose(panel: Panel, i: number, t: number): number {
  return !hasEnded(panel, i, t) && priceAge(panel, i, t) <= MAX_AGE
    ? closeAt(panel, i, t)
    : Number.NaN;
}

/** Close on an end day in US dollars (M5), the terminal price after the listing ended, or NaN. */
export function endClose(panel: Panel, i: number, t: number): number {
  return hasEnded(panel, i, t) || priceAge(panel, i, t) <= MAX_AGE
    ? closeAt(panel, i, t)
    : Number.NaN;
}

/** Whether the close that counts on day index `t` is of an earlier session. */
export function isStaleOn(panel: Panel, i: number, t: number): boolean {
  return !hasEnded(panel, i, t) && priceAge(panel, i, t) > 0;
}

/**
 * Return of a security between two day indices as a ratio (M5), exactly 0 when the price did not
 * change. With TOTAL, dividends are reinvested at the close of their ex-date. NaN unless both ends
 * are priced.
 */
export function windowReturn(
  panel: Panel,
  i: number,
  base: number,
  end: number,
  basis: ReturnBasis,
): number {
  const start = baseClose(panel, i, base);
  return start > 0 ? returnFrom(panel, i, base, start, end, basis) : Number.NaN;
}

/** As `windowReturn`, from a base close that is already at hand and positive. */
export function returnFrom(
  panel: Panel,
  i: number,
  base: number,
  start: number,
  end: number,
  basis: ReturnBasis,
): number {
  const reinvested = basis === 'TOTAL' ? dividendGrowth(panel, i, base, end) : 1;
  return snapped((endClose(panel, i, end) / start) * reinvested - 1);
}

/**
 * Return of one session as a ratio, with closes carried without limit and the terminal price on the
 * session after the last (M19). NaN without a close on both days.
 */
export function dayReturn(panel: Panel, i: number, t: number, basis: ReturnBasis): number {
  const previous = closeAt(panel, i, t - 1);
  if (!(previous > 0) || hasEnded(panel, i, t - 1)) return Number.NaN;
  const reinvested = basis === 'TOTAL' ? dividendGrowth(panel, i, t - 1, t) : 1;
  return snapped((closeAt(panel, i, t) / previous) * reinvested - 1);
}

/** `dayReturn` of a day, from the rows of both days where nothing is paid. */
export function dayReturnReader(
  panel: Panel,
  t: number,
  basis: ReturnBasis,
): (i: number) => number {
  const before = basis === 'PRICE' ? dayView(panel, t - 1) : null;
  const now = dayView(panel, t);
  if (before === null || now === null) return (i) => dayReturn(panel, i, t, basis);
  return (i) => {
    const previous = before.close[i] as number;
    if (!(previous > 0) || saysEnded(before.flags[i] as number)) return Number.NaN;
    return snapped((now.close[i] as number) / previous - 1);
  };
}

/** Growth of a holding by reinvesting the dividends with an ex-date in (base, end]; 1 without. */
export function dividendGrowth(panel: Panel, i: number, base: number, end: number): number {
  const { offsets, index, values } = panel.prices.dividends;
  let growth = 1;
  for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++) {
    const t = index[k] as number;
    if (t <= base || t > end) continue;
    const close = closeAt(panel, i, t);
    if (close > 0) growth *= 1 + (values[k] as number) / close;
  }
  return growth;
}

/** Exactly 0 for what split adjustment leaves of no change. */
export function snapped(change: number): number {
  return Math.abs(change) < ROUNDING ? 0 : change;
}
