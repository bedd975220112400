import type { Panel } from '../../../src/panel/panel.js';
import { closeAt, sectorAt } from '../../../src/panel/price-at.js';
import { civil } from '../../../src/time/day.js';
import { SECTORS } from '../../../src/vocabulary.js';
import type { Span } from './days.js';

/** Sums by sector and month: that of sector s and the m-th month is at `s * months.length + m`. */
export interface SectorMonths {
  /** Year times twelve plus month less one, ascending. */
  readonly months: readonly number[];
  /** US dollars. */
  readonly sums: Float64Array;
}

/** P&L of the shorts by sector and month, by spells that are cut where a month ends. */
export function sectorMonths(panel: Panel, { base, end }: Span): SectorMonths {
  const { monthOf, lastOfMonth, months } = monthsOf(panel, base, end);
  const { offsets, firstIndex, lastIndex, close } = panel.prices;
  const { offsets: reports, index, shares } = panel.shorts;
  const sums = new Float64Array(SECTORS.length * months.length);
  for (let i = 0; i < panel.securities.count; i++) {
    const last = lastIndex[i]!;
    const shift = offsets[i]! - firstIndex[i]!;
    const row = SECTORS.indexOf(sectorAt(panel, i, panel.axis.lastOn)) * months.length;
    const finish = end <= last ? close[shift + end]! : closeAt(panel, i, end);
    const stop = reports[i + 1]!;
    for (let k = reports[i]!; k < stop && index[k]! < end; k++) {
      const n = shares[k]!;
      if (n === 0) continue;
      const until = k + 1 < stop ? Math.min(index[k + 1]!, end) : end;
      let t = Math.max(index[k]!, base);
      let price = close[shift + t]!;
      while (t < until) {
        const to = Math.min(lastOfMonth[t + 1 - base]!, until);
        const next = to <= last ? close[shift + to]! : finish;
        sums[row + monthOf[t + 1 - base]!]! += n * (price - next);
        price = next;
        t = to;
      }
    }
  }
  return { months, sums };
}

/** The month of each day of the span and its last day, by distance from the base. */
function monthsOf({ axis }: Panel, base: number, end: number) {
  const monthOf = new Int32Array(end - base + 1);
  const lastOfMonth = new Int32Array(end - base + 1);
  const months: number[] = [];
  for (let t = base + 1; t <= end; t++) {
    const { year, month } = civil(axis.day(t));
    const number = year * 12 + month - 1;
    if (months.at(-1) !== number) months.push(number);
    monthOf[t - base] = months.length - 1;
  }
  for (let t = end, last = end; t > base; t--) {
    if (monthOf[t - base] !== monthOf[last - base]) last = t;
    lastOfMonth[t - base] = last;
  }
  return { monthOf, lastOfMonth, months };
}
