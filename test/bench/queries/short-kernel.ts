import type { Panel } from '../../../src/panel/panel.js';
import { closeAt } from '../../../src/panel/price-at.js';
import type { Span } from './days.js';

/**
 * P&L of every security by daily mark to market in US dollars, spell by spell, straight from closes
 * and reports: within a spell the days cancel out, so that only closes at its ends are read.
 */
export function dailyPnlOf(panel: Panel, { base, end }: Span): Float64Array {
  const { offsets, firstIndex, lastIndex, close } = panel.prices;
  const { offsets: reports, index, shares } = panel.shorts;
  const { count } = panel.securities;
  const pnl = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const last = lastIndex[i]!;
    if (last < base || firstIndex[i]! > end) continue;
    const shift = offsets[i]! - firstIndex[i]!;
    const finish = end <= last ? close[shift + end]! : closeAt(panel, i, end);
    const from = reports[i]!;
    let k = reports[i + 1]! - 1;
    let until = end;
    let price = finish;
    let gain = 0;
    // Backwards, for windows end late; the first report at or before the base is the last step.
    for (; k >= from && until > base; k--) {
      const start = Math.max(index[k]!, base);
      if (start >= until) continue;
      const before = start <= last ? close[shift + start]! : finish;
      gain += shares[k]! * (before - price);
      until = start;
      price = before;
    }
    pnl[i] = gain;
  }
  return pnl;
}

/** The same had the mean position been held all along: two closes a security are read. */
export function averagePnlOf(panel: Panel, { base, end }: Span): Float64Array {
  const { offsets, firstIndex, lastIndex, close } = panel.prices;
  const { offsets: reports, index, shares } = panel.shorts;
  const { count } = panel.securities;
  const pnl = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const first = firstIndex[i]!;
    const last = lastIndex[i]!;
    if (last < base || first > end) continue;
    const shift = offsets[i]! - first;
    const from = reports[i]!;
    let until = end;
    let held = 0;
    for (let k = reports[i + 1]! - 1; k >= from && until > base; k--) {
      const start = Math.max(index[k]!, base);
      if (start >= until) continue;
      held += shares[k]! * (until - start);
      until = start;
    }
    if (held === 0) continue;
    const finish = end <= last ? close[shift + end]! : closeAt(panel, i, end);
    pnl[i] = (held / (end - base)) * (close[shift + Math.max(first, base)]! - finish);
  }
  return pnl;
}

/** Ordinals of the largest values, descending; of equal ones the first. */
export function largest(values: Float64Array, count: number): number[] {
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value > least)) continue;
    let at = best.length;
    while (at > 0 && values[best[at - 1]!]! < value) at--;
    best.splice(at, 0, i);
    if (best.length > count) best.pop();
    if (best.length === count) least = values[best[count - 1]!]!;
  }
  return best;
}
