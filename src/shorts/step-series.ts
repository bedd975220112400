import { entryOnOrBefore } from '../kernels/entry-on-or-before.js';
import { addStepGains } from '../kernels/step-gains.js';
import { shortcutsOf } from '../panel/derived/shortcuts.js';
import type { Panel } from '../panel/panel.js';
import { reportsOf } from '../panel/reports-of.js';
import { WindowCloses } from './line-meter.js';
import { RowLine } from './line-rows.js';
import type { ShortLine } from './short-line.js';
import type { ShortQuestion } from './short-set.js';

type Lines = readonly ShortLine[];

/**
 * Profit of whole windows bucket by bucket, where shares stay from one report to the next and each
 * day counts the shares of the day before: the days between two reports cancel out. The window is
 * cut where a bucket ends and where reports settle; a stretch between two cuts is summed over the
 * lines in their order, and a bucket over its stretches.
 */
export class StepSeries {
  private readonly cuts: Int32Array;

  constructor(
    private readonly question: ShortQuestion,
    private readonly ends: Int32Array,
  ) {
    this.cuts = cutsOf(question.panel, question.window.base, ends);
  }

  /** Profit of each of some groups of lines that count, in US dollars by bucket. */
  gainsOf(groups: readonly Lines[]): Float64Array[] {
    const { cuts, ends } = this;
    const stretches = this.stretchesOf(groups);
    return groups.map((_, g) => {
      const gains = new Float64Array(ends.length);
      let b = 0;
      for (let s = 0; s + 1 < cuts.length; s++) {
        while ((ends[b] as number) < (cuts[s + 1] as number)) b++;
        gains[b] = (gains[b] as number) + (stretches[s * groups.length + g] as number);
      }
      return gains;
    });
  }

  /** Sums by stretch and group. */
  private stretchesOf(groups: readonly Lines[]): Float64Array {
    const sums = new Float64Array((this.cuts.length - 1) * groups.length);
    const closes = new WindowCloses(this.question);
    const { panel } = this.question;
    const apart: Apart[] = [];
    groups.forEach((lines, group) => {
      for (const line of lines) {
        if (line instanceof RowLine) continue;
        const { security: i } = line;
        const gains = new Float64Array(this.cuts.length - 1);
        const first = panel.prices.firstIndex[i] as number;
        addStepGains(gains, this.cuts, reportsOf(panel, i), closes.of(i), first);
        apart.push({ security: i, group, gains });
      }
    });
    const isAll = apart.length === groups.reduce((count, { length }) => count + length, 0);
    if (isAll) addApart(sums, apart, groups.length);
    else this.addRows(sums, groups, apart);
    return sums;
  }

  /** All lines stretch by stretch, those of a group in order of security. */
  private addRows(sums: Float64Array, groups: readonly Lines[], apart: Apart[]): void {
    const shortcuts = shortcutsOf(this.question.panel);
    if (shortcuts === null) return;
    const { close, firstDay } = shortcuts.days;
    const { shares, settled, width } = shortcuts.reports;
    const groupOf = new Int32Array(width).fill(NOBODY);
    groups.forEach((lines, g) => {
      for (const line of lines) if (line instanceof RowLine) groupOf[line.security] = g;
    });
    // In order of security, so that one follows another in memory too.
    apart.sort((a, b) => a.security - b.security);
    const others = turned(apart, this.cuts.length - 1);
    apart.forEach(({ security, group }) => {
      groupOf[security] = APART - group;
    });
    const nothing = new Float64Array(width);
    for (let s = 0; s + 1 < this.cuts.length; s++) {
      const from = this.cuts[s] as number;
      const row = (of: Float64Array, r: number) => of.subarray(r * width, (r + 1) * width);
      const own = entryOnOrBefore(settled, 0, settled.length, from);
      addStretch(
        sums.subarray(s * groups.length, (s + 1) * groups.length),
        groupOf,
        // Before the first settlement nobody is short.
        own < 0 ? nothing : row(shares, own),
        row(close, from - firstDay),
        row(close, (this.cuts[s + 1] as number) - firstDay),
        others.subarray(s * apart.length, (s + 1) * apart.length),
      );
    }
  }
}

/** Adds one stretch over all securities; `others` has those that are apart, in their order. */
function addStretch(
  out: Float64Array,
  groupOf: Int32Array,
  shares: Float64Array,
  before: Float64Array,
  after: Float64Array,
  others: Float64Array,
): void {
  let other = 0;
  for (let i = 0; i < groupOf.length; i++) {
    const g = groupOf[i] as number;
    if (g >= 0) {
      const gain = (shares[i] as number) * ((before[i] as number) - (after[i] as number));
      out[g] = (out[g] as number) + gain;
    } else if (g <= APART) {
      out[APART - g] = (out[APART - g] as number) + (others[other++] as number);
    }
  }
}

/** What each line that is apart gained, stretch by stretch. */
function turned(apart: readonly Apart[], stretches: number): Float64Array {
  const rows = new Float64Array(apart.length * stretches);
  apart.forEach(({ gains }, k) => {
    for (let s = 0; s < stretches; s++) rows[s * apart.length + k] = gains[s] as number;
  });
  return rows;
}

/** A line that rows do not tell, by stretch. */
interface Apart {
  readonly security: number;
  readonly group: number;
  readonly gains: Float64Array;
}

const NOBODY = -1;
/** The first group for those of it that are apart; the next ones follow below it. */
const APART = -2;

function addApart(sums: Float64Array, apart: readonly Apart[], count: number): void {
  for (const { group, gains } of apart) {
    for (let s = 0; s < gains.length; s++) {
      const place = s * count + group;
      sums[place] = (sums[place] as number) + (gains[s] as number);
    }
  }
}

/** Whether this is the way to count a line; else it is counted day by day. */
export function countsBySteps({ window, options }: ShortQuestion, line: ShortLine): boolean {
  const { method, interpolation, knownOn } = options;
  if (method !== 'DAILY_MARK_TO_MARKET' || interpolation !== 'STEP' || knownOn !== null) {
    return false;
  }
  return line.from === 1 && line.to === window.end - window.base;
}

/** Days on which the window is cut, the base day first, whatever is stored. */
function cutsOf(panel: Panel, base: number, ends: Int32Array): Int32Array {
  const end = ends.at(-1) ?? base;
  const settled = panel.shorts.settlements.filter((t) => t > base && t < end);
  return Int32Array.from(new Set([base, ...settled, ...ends])).sort();
}
