import { entryOnOrBefore } from '../../../src/kernels/entry-on-or-before.js';
import { addStepGains } from '../../../src/kernels/step-gains.js';
import { carriedClose } from '../../../src/panel/carried-close.js';
import { shortcutsOf } from '../../../src/panel/derived/shortcuts.js';
import type { Panel } from '../../../src/panel/panel.js';
import { sectorAt } from '../../../src/panel/price-at.js';
import { reportsOf } from '../../../src/panel/reports-of.js';
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
  const { months, ends } = monthsOf(panel, base, end);
  const settled = panel.shorts.settlements.filter((t) => t > base && t < end);
  const cuts = Int32Array.from(new Set([base, ...settled, ...ends])).sort();
  const sectors = sectorsOf(panel);
  const stretches = cuts.length - 1;
  const byStretch = new Float64Array(stretches * SECTORS.length);
  const irregular = new Uint8Array(sectors.length);
  for (let s = 0; s < stretches; s++) {
    const own = byStretch.subarray(s * SECTORS.length, (s + 1) * SECTORS.length);
    addStretch(own, panel, sectors, irregular, cuts[s]!, cuts[s + 1]!);
  }
  addOthers(byStretch, panel, sectors, irregular, cuts);
  const sums = new Float64Array(SECTORS.length * months.length);
  for (let s = 0, m = 0; s < stretches; s++) {
    while (ends[m]! < cuts[s + 1]!) m++;
    for (let sector = 0; sector < SECTORS.length; sector++) {
      sums[sector * months.length + m]! += byStretch[s * SECTORS.length + sector]!;
    }
  }
  return { months, sums };
}

/** Adds a stretch over all securities, and marks those that the rows do not tell. */
function addStretch(
  out: Float64Array,
  panel: Panel,
  sectors: Uint8Array,
  irregular: Uint8Array,
  from: number,
  to: number,
): void {
  const { days, reports } = shortcutsOf(panel)!;
  const { close, firstDay, width } = days;
  const row = entryOnOrBefore(reports.settled, 0, reports.settled.length, from);
  if (row < 0) return;
  const shares = reports.shares.subarray(row * width, (row + 1) * width);
  const before = close.subarray((from - firstDay) * width, (from - firstDay + 1) * width);
  const after = close.subarray((to - firstDay) * width, (to - firstDay + 1) * width);
  for (let i = 0; i < sectors.length; i++) {
    const gain = shares[i]! * (before[i]! - after[i]!);
    if (!Number.isNaN(gain)) out[sectors[i]!]! += gain;
    else irregular[i] = 1;
  }
}

/** Adds what securities that are not regular made in the stretches that their rows leave out. */
function addOthers(
  out: Float64Array,
  panel: Panel,
  sectors: Uint8Array,
  irregular: Uint8Array,
  cuts: Int32Array,
): void {
  const { days, reports } = shortcutsOf(panel)!;
  const { settled } = reports;
  const { firstIndex } = panel.prices;
  const [base, end] = [cuts[0]!, cuts.at(-1)!];
  const rows = cuts.map((from) => entryOnOrBefore(settled, 0, settled.length, from));
  const close = new Float64Array(end - base + 1);
  const gains = new Float64Array(cuts.length - 1);
  for (let i = 0; i < irregular.length; i++) {
    if (irregular[i] === 0 || firstIndex[i]! < 0) continue;
    carriedClose(panel, i, close, base);
    gains.fill(0);
    addStepGains(gains, cuts, reportsOf(panel, i), { close, shift: 0 - base }, firstIndex[i]!);
    for (let s = 0; s < gains.length; s++) {
      if (rows[s]! < 0) continue;
      const fall = close[cuts[s]! - base]! - close[cuts[s + 1]! - base]!;
      const isTold = !Number.isNaN(reports.shares[rows[s]! * days.width + i]! * fall);
      if (!isTold) out[s * SECTORS.length + sectors[i]!]! += gains[s]!;
    }
  }
}

/** Places of the sectors of the last day, looked up anew. */
function sectorsOf(panel: Panel): Uint8Array {
  const places = new Map(SECTORS.map((sector, k) => [sector, k]));
  const { lastOn } = panel.axis;
  const sectors = new Uint8Array(panel.securities.count);
  for (let i = 0; i < sectors.length; i++) sectors[i] = places.get(sectorAt(panel, i, lastOn))!;
  return sectors;
}

/** The months of a span and the last day index of each. */
function monthsOf({ axis }: Panel, base: number, end: number) {
  const months: number[] = [];
  const ends: number[] = [];
  for (let t = base + 1; t <= end; t++) {
    const { year, month } = civil(axis.day(t));
    const number = year * 12 + month - 1;
    if (months.at(-1) !== number) months.push(number);
    ends[months.length - 1] = t;
  }
  return { months, ends };
}
