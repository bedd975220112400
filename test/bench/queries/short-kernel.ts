import type { Panel } from '../../../src/panel/panel.js';
import { closeAt } from '../../../src/panel/price-at.js';
import type { Span } from './days.js';

/** Profit of the shorts of each security in US dollars. */
export interface PnlBySecurity {
  /** By daily mark to market. */
  readonly daily: Float64Array;
  /** Had the mean position been held all along. */
  readonly average: Float64Array;
}

/**
 * P&L of every security by spells between reports, straight from closes and reports: within a spell
 * the days cancel out, so that only closes at its ends are read.
 */
export function shortPnlBySecurity(panel: Panel, { base, end }: Span): PnlBySecurity {
  const { offsets, firstIndex, lastIndex, close } = panel.prices;
  const { offsets: reports, index, shares } = panel.shorts;
  const count = panel.securities.count;
  const daily = new Float64Array(count);
  const average = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const first = firstIndex[i]!;
    const last = lastIndex[i]!;
    if (first < 0 || first > end) continue;
    const shift = offsets[i]! - first;
    const finish = end <= last ? close[shift + end]! : closeAt(panel, i, end);
    const stop = reports[i + 1]!;
    let k = reportOn(index, reports[i]!, stop, base);
    let gain = 0;
    let held = 0;
    for (; k < stop && index[k]! < end; k++) {
      const from = Math.max(index[k]!, base);
      const to = k + 1 < stop ? Math.min(index[k + 1]!, end) : end;
      const n = shares[k]!;
      if (n === 0) continue;
      gain += n * (close[shift + from]! - (to <= last ? close[shift + to]! : finish));
      held += n * (to - from);
    }
    daily[i] = gain;
    average[i] =
      held === 0 ? 0 : (held / (end - base)) * (close[shift + Math.max(first, base)]! - finish);
  }
  return { daily, average };
}

/** The last report on or before a day, or the first one after it. */
function reportOn(index: Int32Array, from: number, to: number, day: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (index[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, from);
}
