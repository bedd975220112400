import type { Timeline } from './timeline.js';

/** What one position earned and weighed; all linear in the position. US dollars. */
export interface ShortTotals {
  /** Mean daily value, base to end. */
  readonly averageValue: number;
  /** Daily mark to market, base to end, and from the summer turn to the end. */
  readonly pnl: number;
  readonly latePnl: number;
  /** Shares added times price over the last 30 days, and over the 30 days before. */
  readonly added: number;
  readonly addedBefore: number;
}

/**
 * Measures positions by settlement on closes by day, with straight lines between settlements. What
 * is not reported after the last row of a listing was bought back the day after it.
 */
export function shortTotals(
  positions: Float64Array,
  close: Float64Array,
  timeline: Timeline,
  lastRow: number = timeline.count,
): ShortTotals {
  const shares = dailyShares(positions, timeline, lastRow);
  const base = timeline.turn('base');
  const summer = timeline.turn('summer');
  const end = timeline.turn('end');
  const month = timeline.at('2023-08-09');
  const monthBefore = timeline.at('2023-07-10');
  const totals = { averageValue: 0, pnl: 0, latePnl: 0, added: 0, addedBefore: 0 };
  for (let t = base; t <= end; t++) {
    const price = close[t] as number;
    const held = shares[t] as number;
    if (Number.isNaN(price)) continue;
    totals.averageValue += (held * price) / (end - base + 1);
    const before = close[t - 1] as number;
    if (t === base || Number.isNaN(before)) continue;
    const earned = (shares[t - 1] as number) * (before - price);
    const sold = (held - (shares[t - 1] as number)) * price;
    totals.pnl += earned;
    if (t > summer) totals.latePnl += earned;
    if (t > month) totals.added += sold;
    else if (t > monthBefore) totals.addedBefore += sold;
  }
  return totals;
}

/** Shares on every day: 0 before the first settlement that is reported, flat after the last. */
function dailyShares(positions: Float64Array, timeline: Timeline, lastRow: number): Float64Array {
  const out = new Float64Array(timeline.count);
  let last = -1;
  for (let s = 0; s < positions.length; s++) {
    const here = timeline.settlements[s]?.t as number;
    const value = positions[s] as number;
    if (Number.isNaN(value)) continue;
    if (last >= 0) {
      const from = timeline.settlements[last]?.t as number;
      const start = positions[last] as number;
      for (let t = Math.max(0, from); t <= here; t++) {
        out[t] = start + ((value - start) * (t - from)) / (here - from);
      }
    }
    last = s;
  }
  if (last < 0) return out;
  const end = timeline.settlements[last]?.t as number;
  out.fill(positions[last] as number, Math.max(0, end));
  if (end <= lastRow) out.fill(0, lastRow + 1);
  return out;
}
