import type { Panel } from '../panel/panel.js';
import { splitFactor } from '../panel/price-at.js';
import type { Day } from '../time/day.js';

/** How far a stored float may lie from the day it is used on, in calendar days (M15). */
const MAX_FLOAT_AGE = 100;
/** How much later than the day a count may be where there is no earlier one, in calendar days. */
const MAX_LEAD = 100;

/**
 * Shares outstanding of security `i` in shares of the day `on`: the last stored count on or before
 * it, or else the first one within the 100 days after it. NaN when none is stored.
 */
export function sharesOutstandingOn(panel: Panel, i: number, on: Day): number {
  const { sharesOutstanding } = panel.securities.shareCounts;
  return countOn(panel, i, on, sharesOutstanding, Number.POSITIVE_INFINITY);
}

/**
 * Shares of security `i` that can trade, in shares of the day `on`: the last stored count on or
 * before it, or else the first one after it. NaN when none within 100 days is stored, and for a
 * float that is not positive.
 */
export function floatSharesOn(panel: Panel, i: number, on: Day): number {
  const float = countOn(panel, i, on, panel.securities.shareCounts.floatShares, MAX_FLOAT_AGE);
  return float > 0 ? float : Number.NaN;
}

function countOn(panel: Panel, i: number, on: Day, counts: Float64Array, maxAge: number): number {
  const { offsets, asOfOn } = panel.securities.shareCounts;
  let found = -1;
  for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++) {
    const day = asOfOn[k] as Day;
    if (Number.isNaN(counts[k] as number) || on - day > maxAge || day - on > MAX_LEAD) continue;
    if (found >= 0 && day > on) break;
    found = k;
  }
  if (found < 0) return Number.NaN;
  const from = panel.axis.indexOnOrBefore(asOfOn[found] as Day);
  const to = panel.axis.indexOnOrBefore(on);
  const stored = counts[found] as number;
  return from <= to
    ? stored * splitFactor(panel, i, from, to)
    : stored / splitFactor(panel, i, to, from);
}
