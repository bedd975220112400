import { entryOnOrBefore } from '../../kernels/entry-on-or-before.js';
import { addStepGains } from '../../kernels/step-gains.js';
import { stretchGains } from '../../kernels/stretch-gains.js';
import { type Shortcuts, shortcutsOf } from '../../panel/derived/shortcuts.js';
import type { Panel } from '../../panel/panel.js';
import { reportsOf } from '../../panel/reports-of.js';
import { WindowCloses } from '../lines/line-meter.js';
import type { Lines } from '../lines/lines.js';
import type { ShortLine } from '../lines/short-line.js';
import type { ShortQuestion } from '../short-set.js';

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
    const stretches = this.cuts.length - 1;
    const closes = new WindowCloses(this.question);
    const { panel } = this.question;
    const apart: Apart[] = [];
    groups.forEach((lines, group) => {
      for (let k = 0; k < lines.length; k++) {
        if (lines.measuredAt(k) === undefined) continue;
        const i = lines.securityAt(k);
        const gains = new Float64Array(stretches);
        const first = panel.prices.firstIndex[i] as number;
        addStepGains(gains, this.cuts, reportsOf(panel, i), closes.of(i), first);
        apart.push({ security: i, group, gains });
      }
    });
    const isAll = apart.length === groups.reduce((count, { length }) => count + length, 0);
    const shortcuts = isAll ? null : shortcutsOf(panel);
    if (shortcuts !== null) return this.rowGains(shortcuts, groups, apart);
    const sums = new Float64Array(stretches * groups.length);
    addApart(sums, apart, groups.length, 0, stretches);
    return sums;
  }

  /** All lines stretch by stretch, those of a group in order of security. */
  private rowGains(shortcuts: Shortcuts, groups: readonly Lines[], apart: Apart[]): Float64Array {
    const { cuts } = this;
    const { days, reports } = shortcuts;
    const { settled, width } = reports;
    const groupOf = new Int32Array(width).fill(groups.length);
    groups.forEach((lines, g) => {
      for (let k = 0; k < lines.length; k++) groupOf[lines.securityAt(k)] = g;
    });
    // In order of security, so that one follows another in memory too.
    apart.sort((a, b) => a.security - b.security);
    const stretches = cuts.length - 1;
    const others = {
      securities: Int32Array.from(apart, ({ security }) => security),
      gains: turned(apart, stretches),
    };
    const own = cuts.map((from) => entryOnOrBefore(settled, 0, settled.length, from));
    // Before the first settlement nobody that rows tell is short.
    const early = own.findIndex((settlement) => settlement >= 0);
    const begin = early < 0 ? stretches : Math.min(early, stretches);
    const sums = new Float64Array(stretches * groups.length);
    addApart(sums, apart, groups.length, 0, begin);
    if (begin === stretches) return sums;
    const rows = {
      width,
      close: days.close,
      shares: reports.shares,
      closeAt: cuts.subarray(begin).map((t) => (t - days.firstDay) * width),
      sharesAt: own.subarray(begin, stretches).map((settlement) => settlement * width),
    };
    const rest = { ...others, gains: others.gains.subarray(begin * apart.length) };
    sums.set(stretchGains(rows, groupOf, groups.length, rest), begin * groups.length);
    return sums;
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

/** Adds the stretches `from` up to but not including `to`. */
function addApart(
  sums: Float64Array,
  apart: readonly Apart[],
  groups: number,
  from: number,
  to: number,
): void {
  for (const { group, gains } of apart) {
    for (let s = from; s < to; s++) {
      const place = s * groups + group;
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
