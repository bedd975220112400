import { addStepGains, type StretchCuts } from '../kernels/step-gains.js';
import { shortcutsOf } from '../panel/derived/shortcuts.js';
import type { Panel } from '../panel/panel.js';
import { reportsOf } from '../panel/reports-of.js';
import type { ShortLine } from './short-line.js';
import type { ShortQuestion } from './short-set.js';

/**
 * Profit of whole windows bucket by bucket, where shares stay from one report to the next and each
 * day counts the shares of the day before: the days between two reports cancel out.
 */
export class StepSeries {
  /** US dollars by bucket. */
  readonly gains: Float64Array;
  private readonly cuts: StretchCuts;

  constructor(
    private readonly question: ShortQuestion,
    ends: Int32Array,
  ) {
    this.gains = new Float64Array(ends.length);
    this.cuts = cutsOf(question.panel, question.window.base, ends);
  }

  /** Whether this is the way to count a line; else it is counted day by day. */
  counts(line: ShortLine): boolean {
    const { panel, window, options } = this.question;
    const { firstIndex, lastIndex } = panel.prices;
    const { method, interpolation, knownOn } = options;
    if (method !== 'DAILY_MARK_TO_MARKET' || interpolation !== 'STEP' || knownOn !== null) {
      return false;
    }
    const first = firstIndex[line.security] as number;
    const isListed = first <= window.base && (lastIndex[line.security] as number) >= window.end;
    return isListed && line.from === 1 && line.to === window.end - window.base;
  }

  add({ security: i }: ShortLine): void {
    const { panel } = this.question;
    const { offsets, firstIndex, close } = panel.prices;
    const stretches = shortcutsOf(panel)?.stretches ?? null;
    addStepGains(
      this.gains,
      this.cuts,
      reportsOf(panel, i),
      close,
      (offsets[i] as number) - (firstIndex[i] as number),
      stretches?.gains ?? null,
      i * (stretches?.count ?? 0),
    );
  }
}

/** The window cut where a bucket ends and where reports settle, whatever is stored. */
function cutsOf(panel: Panel, base: number, ends: Int32Array): StretchCuts {
  const end = ends.at(-1) ?? base;
  const settled = panel.shorts.settlements.filter((t) => t > base && t < end);
  const to = Int32Array.from(new Set([...settled, ...ends])).sort();
  const from = Int32Array.from(to, (_, s) => (s === 0 ? base : (to[s - 1] as number)));
  let b = 0;
  const bucket = to.map((t) => {
    while ((ends[b] as number) < t) b++;
    return b;
  });
  const stretches = shortcutsOf(panel)?.stretches;
  const place = to.map((t, s) => {
    const at = stretches?.beginning[from[s] as number] ?? -1;
    return at >= 0 && stretches?.last[at] === t ? at : -1;
  });
  return { from, to, bucket, place };
}
