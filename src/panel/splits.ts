import { snapRatio } from '../kernels/basis-ratio.js';
import type { Day } from '../time/day.js';

/** A change of share basis: from day index `index` on, `ratio` new shares stand for one old. */
export interface Split {
  readonly index: number;
  readonly ratio: number;
}

/** A raw bar with what a split would show on it. */
export interface RawBar {
  readonly index: number;
  readonly close: number;
  /** Previous close restated to the basis of this day; NaN when the source does not tell. */
  readonly previousClose: number;
  readonly volume: number;
}

/** What FINRA says of the reporting cycle that a day falls in. */
export type SplitFlag = 'FLAGGED' | 'NOT_FLAGGED' | 'NO_REPORT';

/** A cash dividend or a spin-off moves the previous close by less than this. */
const SMALLEST = 0.03;
/** Share of the ratio that rounding of the two closes may hide. */
const SNAP = 0.01;
/** Without a flag only a jump of this size is taken for a split. */
const SMALLEST_UNFLAGGED = 0.3;
/** A recorded split silences detection this many sessions either way. */
const NEAR = 5;

/**
 * Splits of a run of raw closes (M9): recorded ones, and those that the source's own previous close
 * gives away, for it is restated for a split (19.60 after a close of 1.96 is one for ten). A ratio
 * counts when FINRA flags the cycle; without any report for the cycle only when it is large, clean
 * and traded. The close must have moved, since a stale row repeats it under an old change.
 */
export function splitsOf(
  bars: readonly RawBar[],
  recorded: readonly Split[],
  flagAt: (index: number) => SplitFlag,
): Split[] {
  const found: Split[] = [...recorded];
  for (let k = 1; k < bars.length; k++) {
    const before = bars[k - 1] as RawBar;
    const bar = bars[k] as RawBar;
    if (recorded.some((it) => Math.abs(it.index - bar.index) <= NEAR)) continue;
    const ratio = before.close / bar.previousClose;
    if (!(ratio > 0) || Math.abs(Math.log(ratio)) < SMALLEST) continue;
    const accepted = acceptedRatio(ratio, before, bar, flagAt(bar.index));
    if (accepted !== null) found.push({ index: bar.index, ratio: accepted });
  }
  return found.sort((a, b) => a.index - b.index);
}

function acceptedRatio(ratio: number, before: RawBar, bar: RawBar, flag: SplitFlag): number | null {
  if (flag === 'NOT_FLAGGED' || bar.close === before.close) return null;
  const snapped = snapRatio(ratio, SNAP);
  const isAdjacent = bar.index === before.index + 1;
  if (flag === 'FLAGGED') {
    if (Number.isFinite(snapped)) return snapped;
    return isAdjacent ? ratio : null;
  }
  const isLarge = Math.abs(Math.log(ratio)) >= SMALLEST_UNFLAGGED;
  return isAdjacent && bar.volume > 0 && isLarge && Number.isFinite(snapped) ? snapped : null;
}

/** Product of the ratios of splits in (after, upTo]. */
export function factorBetween(splits: readonly Split[], after: number, upTo: number): number {
  let factor = 1;
  for (const { index, ratio } of splits) {
    if (index > after && index <= upTo) factor *= ratio;
  }
  return factor;
}

/** One recorded split a day: identical rows collapse, the later batch wins otherwise. */
export function uniqueSplits(
  actions: readonly { effectiveOn: Day; batchId: number; ratio: number }[],
  indexOf: (on: Day) => number,
): Split[] {
  const byDay = new Map<Day, { batchId: number; ratio: number }>();
  for (const action of actions) {
    const known = byDay.get(action.effectiveOn);
    if (known === undefined || action.batchId >= known.batchId) {
      byDay.set(action.effectiveOn, action);
    }
  }
  return [...byDay]
    .map(([on, { ratio }]) => ({ index: indexOf(on), ratio }))
    .sort((a, b) => a.index - b.index);
}
