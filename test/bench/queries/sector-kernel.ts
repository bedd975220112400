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

/** Stretches that are read together: closes at the end of one are where the next begins. */
const TOGETHER = 4;

/** P&L of the shorts by sector and month, by spells that are cut where a month ends. */
export function sectorMonths(panel: Panel, { base, end }: Span): SectorMonths {
  const { months, ends } = monthsOf(panel, base, end);
  const settled = panel.shorts.settlements.filter((t) => t > base && t < end);
  const cuts = Int32Array.from(new Set([base, ...settled, ...ends])).sort();
  const sectors = sectorsOf(panel);
  const count = SECTORS.length;
  const byStretch = new Float64Array((cuts.length - 1 + TOGETHER) * count);
  const irregular = new Uint8Array(sectors.length);
  const blocks = blocksOf(panel, cuts);
  for (const block of blocks) {
    const own = new Float64Array(count * TOGETHER);
    addBlock(own, panel, sectors, irregular, block);
    for (let k = 0; k < own.length; k++) {
      byStretch[(block.first + (k % TOGETHER)) * count + Math.floor(k / TOGETHER)] = own[k]!;
    }
  }
  addOthers(byStretch, panel, sectors, irregular, cuts, blocks);
  const sums = new Float64Array(count * months.length);
  for (let s = 0, m = 0; s < cuts.length - 1; s++) {
    while (ends[m]! < cuts[s + 1]!) m++;
    for (let sector = 0; sector < count; sector++) {
      sums[sector * months.length + m]! += byStretch[s * count + sector]!;
    }
  }
  return { months, sums };
}

/** Some stretches one after another: where their rows of shares and of closes begin. */
interface Block {
  readonly first: number;
  readonly shares: readonly number[];
  readonly closes: readonly number[];
}

/** All stretches but those before the first settlement; the last one is repeated without length. */
function blocksOf(panel: Panel, cuts: Int32Array): Block[] {
  const { days, reports } = shortcutsOf(panel)!;
  const { settled, width } = reports;
  const last = cuts.length - 1;
  const rows = cuts.map((from) => entryOnOrBefore(settled, 0, settled.length, from));
  const blocks: Block[] = [];
  for (let first = rows.findIndex((row) => row >= 0); first < last; first += TOGETHER) {
    const steps = Array.from({ length: TOGETHER + 1 }, (_, k) => Math.min(first + k, last));
    blocks.push({
      first,
      shares: steps.slice(0, TOGETHER).map((s) => rows[Math.min(s, last - 1)]! * width),
      closes: steps.map((s) => (cuts[s]! - days.firstDay) * width),
    });
  }
  return blocks;
}

/** Adds a block over all securities, and marks those that the rows do not tell. */
function addBlock(
  out: Float64Array,
  panel: Panel,
  sectors: Uint8Array,
  irregular: Uint8Array,
  { shares: at, closes }: Block,
): void {
  const { days, reports } = shortcutsOf(panel)!;
  const { close } = days;
  const { shares } = reports;
  const [h0, h1, h2, h3] = [at[0]!, at[1]!, at[2]!, at[3]!];
  const [c0, c1, c2, c3, c4] = [closes[0]!, closes[1]!, closes[2]!, closes[3]!, closes[4]!];
  for (let i = 0; i < sectors.length; i++) {
    const second = close[c1 + i]!;
    const third = close[c2 + i]!;
    const fourth = close[c3 + i]!;
    const a = shares[h0 + i]! * (close[c0 + i]! - second);
    const b = shares[h1 + i]! * (second - third);
    const c = shares[h2 + i]! * (third - fourth);
    const d = shares[h3 + i]! * (fourth - close[c4 + i]!);
    if (Number.isNaN(a + b + (c + d))) {
      irregular[i] = 1;
      continue;
    }
    const place = sectors[i]! * TOGETHER;
    out[place]! += a;
    out[place + 1]! += b;
    out[place + 2]! += c;
    out[place + 3]! += d;
  }
}

/** Adds what securities that are not regular made in the blocks that their rows leave out. */
function addOthers(
  out: Float64Array,
  panel: Panel,
  sectors: Uint8Array,
  irregular: Uint8Array,
  cuts: Int32Array,
  blocks: readonly Block[],
): void {
  const { reports } = shortcutsOf(panel)!;
  const { firstIndex } = panel.prices;
  const [base, end] = [cuts[0]!, cuts.at(-1)!];
  const close = new Float64Array(end - base + 1);
  const gains = new Float64Array(cuts.length - 1);
  for (let i = 0; i < irregular.length; i++) {
    if (irregular[i] === 0 || firstIndex[i]! < 0) continue;
    carriedClose(panel, i, close, base);
    gains.fill(0);
    addStepGains(gains, cuts, reportsOf(panel, i), { close, shift: 0 - base }, firstIndex[i]!);
    for (const { first, shares } of blocks) {
      let told = 0;
      for (let s = first; s < Math.min(first + TOGETHER, gains.length); s++) {
        const fall = close[cuts[s]! - base]! - close[cuts[s + 1]! - base]!;
        told += reports.shares[shares[s - first]! + i]! * fall;
      }
      if (!Number.isNaN(told)) continue;
      for (let s = first; s < Math.min(first + TOGETHER, gains.length); s++) {
        out[s * SECTORS.length + sectors[i]!]! += gains[s]!;
      }
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
