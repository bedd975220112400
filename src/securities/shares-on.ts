import type { Panel, ShareCount } from '../panel/panel.js';
import { splitFactor } from '../panel/price-at.js';
import type { Day } from '../time/day.js';

/** How far a stored float may lie from the day it is used on, in calendar days (M15). */
const MAX_FLOAT_AGE = 100;

/**
 * Shares outstanding of security `i` in shares of the day `on`: the last stored count on or before
 * it, or else the first one after it. NaN when none is stored.
 */
export function sharesOutstandingOn(panel: Panel, i: number, on: Day): number {
  return countOn(panel, i, on, (count) => count.sharesOutstanding, Number.POSITIVE_INFINITY);
}

/**
 * Shares of security `i` that can trade, in shares of the day `on`: the last stored count on or
 * before it, or else the first one after it. NaN when none within 100 days is stored, and for a
 * float that is not positive.
 */
export function floatSharesOn(panel: Panel, i: number, on: Day): number {
  const float = countOn(panel, i, on, (count) => count.floatShares, MAX_FLOAT_AGE);
  return float > 0 ? float : Number.NaN;
}

function countOn(
  panel: Panel,
  i: number,
  on: Day,
  read: (count: ShareCount) => number | null,
  maxAge: number,
): number {
  const counts = (panel.securities.shareCounts[i] ?? []).filter(
    (count) => read(count) !== null && Math.abs(count.asOfOn - on) <= maxAge,
  );
  const count = counts.findLast((it) => it.asOfOn <= on) ?? counts[0];
  if (count === undefined) return Number.NaN;
  const from = panel.axis.indexOnOrBefore(count.asOfOn);
  const to = panel.axis.indexOnOrBefore(on);
  const stored = read(count) as number;
  return from <= to
    ? stored * splitFactor(panel, i, from, to)
    : stored / splitFactor(panel, i, to, from);
}
