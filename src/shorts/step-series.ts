import { entryOnOrBefore } from '../kernels/entry-on-or-before.js';
import { addStepGains } from '../kernels/step-gains.js';
import { shortcutsOf } from '../panel/derived/shortcuts.js';
import type { Panel } from '../panel/panel.js';
import { reportsOf } from '../panel/reports-of.js';
import { WindowCloses } from './line-meter.js';
import { RowLine } from './line-rows.js';
import type { ShortLine } from './short-line.js';
import type { ShortQuestion } from './short-set.js';

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
    const { base } = question.window;
    this.cuts = cutsOf(question.panel, base, ends);
  }

  /** Whether this is the way to count a line; else it is counted day by day. */
  counts(line: ShortLine): boolean {
    const { window, options } = this.question;
    const { method, interpolation, knownOn } = options;
    if (method !== 'DAILY_MARK_TO_MARKET' || interpolation !== 'STEP' || knownOn !== null) {
      return false;
    }
    return line.from === 1 && line.to === window.end - window.base;
  }

  /** Profit of some lines that count, in US dollars by bucket. */
  gainsOf(lines: readonly ShortLine[]): Float64Array {
    const { cuts, ends } = this;
    const stretches = this.stretchesOf(lines);
    const gains = new Float64Array(ends.length);
    let b = 0;
    for (let s = 0; s < stretches.length; s++) {
      while ((ends[b] as number) < (cuts[s + 1] as number)) b++;
      gains[b] = (gains[b] as number) + (stretches[s] as number);
    }
    return gains;
  }

  private stretchesOf(lines: readonly ShortLine[]): Float64Array {
    const sums = new Float64Array(Math.max(this.cuts.length - 1, 0));
    const closes = new WindowCloses(this.question);
    const { panel } = this.question;
    const { firstIndex } = panel.prices;
    const add = (out: Float64Array, { security: i }: ShortLine) =>
      addStepGains(out, this.cuts, reportsOf(panel, i), closes.of(i), firstIndex[i] as number);
    if (!lines.some((line) => line instanceof RowLine)) {
      for (const line of lines) add(sums, line);
      return sums;
    }
    const apart = lines.filter((line) => !(line instanceof RowLine));
    const rows = apart.map((line) => {
      const row = new Float64Array(sums.length);
      add(row, line);
      return row;
    });
    this.addRows(sums, lines, rows);
    return sums;
  }

  /** Stretch by stretch, in the order of the lines; `apart` has those that are not regular. */
  private addRows(
    sums: Float64Array,
    lines: readonly ShortLine[],
    apart: readonly Float64Array[],
  ): void {
    const shortcuts = shortcutsOf(this.question.panel);
    if (shortcuts === null) return;
    const { close, firstDay } = shortcuts.days;
    const { shares, settled, width } = shortcuts.reports;
    let other = 0;
    // Who is not regular has a negative number, the first of them -1.
    const places = Int32Array.from(lines, (line) =>
      line instanceof RowLine ? line.security : --other,
    );
    for (let s = 0; s < sums.length; s++) {
      const from = this.cuts[s] as number;
      const own = entryOnOrBefore(settled, 0, settled.length, from) * width;
      const before = (from - firstDay) * width;
      const after = ((this.cuts[s + 1] as number) - firstDay) * width;
      let sum = 0;
      for (let k = 0; k < places.length; k++) {
        const i = places[k] as number;
        if (i < 0) sum += (apart[-1 - i] as Float64Array)[s] as number;
        else if (own >= 0) {
          sum +=
            (shares[own + i] as number) *
            ((close[before + i] as number) - (close[after + i] as number));
        }
      }
      sums[s] = sum;
    }
  }
}

/** Days on which the window is cut, the base day first, whatever is stored. */
function cutsOf(panel: Panel, base: number, ends: Int32Array): Int32Array {
  const end = ends.at(-1) ?? base;
  const settled = panel.shorts.settlements.filter((t) => t > base && t < end);
  return Int32Array.from(new Set([base, ...settled, ...ends])).sort();
}
