import { snapRatio } from '../kernels/basis-ratio.js';
import type { StoredPrices } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';

/** A change of share basis: from day index `index` on, `ratio` new shares stand for one old. */
export interface Split {
  readonly index: number;
  readonly ratio: number;
}

/** Raw bars of one security: its rows in the stored columns, and the day index of each. */
export interface RawBars {
  readonly prices: Pick<StoredPrices, 'close' | 'previousClose' | 'volume'>;
  readonly rows: ArrayLike<number>;
  readonly index: ArrayLike<number>;
}

/** What FINRA says of the reporting cycle that a day falls in. */
export type SplitFlag = 'FLAGGED' | 'NOT_FLAGGED' | 'NO_REPORT';

/** A cash dividend or a spin-off moves the previous close by less than this. */
const SMALLEST = 0.03;
/** Ratios between these are smaller for certain, so that few logarithms are taken. */
const LEAST = 0.971;
const MOST = 1.03;
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
  bars: RawBars,
  recorded: readonly Split[],
  flagAt: (index: number) => SplitFlag,
): Split[] {
  const { prices, rows, index } = bars;
  const { close, previousClose } = prices;
  const found: Split[] = [...recorded];
  for (let k = 1; k < rows.length; k++) {
    const before = close[rows[k - 1] as number] as number;
    // Restated by the source to the basis of this day; NaN when it does not tell.
    const ratio = before / (previousClose[rows[k] as number] as number);
    if (!(ratio < LEAST || ratio > MOST)) continue;
    const at = index[k] as number;
    if (!(ratio > 0) || Math.abs(Math.log(ratio)) < SMALLEST) continue;
    if (recorded.some((it) => Math.abs(it.index - at) <= NEAR)) continue;
    const accepted = acceptedRatio(ratio, bars, k, flagAt(at));
    if (accepted !== null) found.push({ index: at, ratio: accepted });
  }
  return found.sort((a, b) => a.index - b.index);
}

function acceptedRatio(
  ratio: number,
  { prices, rows, index }: RawBars,
  k: number,
  flag: SplitFlag,
): number | null {
  const row = rows[k] as number;
  const isStale = prices.close[row] === prices.close[rows[k - 1] as number];
  if (flag === 'NOT_FLAGGED' || isStale) return null;
  const snapped = snapRatio(ratio, SNAP);
  const isAdjacent = index[k] === (index[k - 1] as number) + 1;
  if (flag === 'FLAGGED') {
    if (Number.isFinite(snapped)) return snapped;
    return isAdjacent ? ratio : null;
  }
  const isTraded = (prices.volume[row] as number) > 0;
  const isLarge = Math.abs(Math.log(ratio)) >= SMALLEST_UNFLAGGED;
  return isAdjacent && isTraded && isLarge && Number.isFinite(snapped) ? snapped : null;
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
