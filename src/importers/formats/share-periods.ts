import { snapRatio } from '../../kernels/basis-ratio.js';
import { etfFlow } from '../../kernels/fund-flow.js';
import { addTradingDays, tradingDayOnOrBefore } from '../../time/calendar.js';
import { type Day, weekday } from '../../time/day.js';

/** Shares of one fund on one day. */
export interface ShareCountOn {
  readonly on: Day;
  readonly line: number;
  readonly shares: number;
  /** Net asset value of a share in US dollars; null when blank. */
  readonly nav: number | null;
}

/** One period of one fund, as it follows from its share counts. */
export interface SharePeriod {
  readonly fromOn: Day;
  readonly endOn: Day;
  /** Position of the count at the end, and of the one that the flow starts from; -1 for none. */
  readonly end: number;
  readonly start: number;
}

const WEDNESDAY = 3;
const WEEK = 7;

/** A fund that splits at all does so by three for two at least. */
const SMALLEST_SPLIT = 1.5;
/** How far the jumps of shares and of net asset value may be from the ratio of a split. */
const SNAP = 0.1;

/** Wednesday on or after a day. */
export function weekEnd(on: Day): Day {
  return on + ((WEDNESDAY - weekday(on) + WEEK) % WEEK);
}

/**
 * Weeks that end on a Wednesday, from the second one with a count on. The last count within a week
 * stands for its end. A week that is not over on `lastOn`, the last day of the file, is left out.
 */
export function weeksOf(counts: readonly ShareCountOn[], lastOn: Day): SharePeriod[] {
  const ends: { endOn: Day; at: number }[] = [];
  counts.forEach(({ on }, at) => {
    const endOn = weekEnd(on);
    if (ends.at(-1)?.endOn === endOn) ends[ends.length - 1] = { endOn, at };
    else ends.push({ endOn, at });
  });
  return ends.slice(1).flatMap(({ endOn, at }, k) => {
    if (tradingDayOnOrBefore(endOn) > lastOn) return [];
    const before = ends[k] as { endOn: Day; at: number };
    const start = before.endOn === endOn - WEEK ? before.at : -1;
    return [{ fromOn: endOn - WEEK + 1, endOn, end: at, start }];
  });
}

/** Sessions, from the second one with a count on. */
export function daysOf(counts: readonly ShareCountOn[]): SharePeriod[] {
  return counts.slice(1).map(({ on }, k) => {
    const before = (counts[k] as ShareCountOn).on;
    const start = addTradingDays(before, 1) === on ? k : -1;
    return { fromOn: addTradingDays(on, -1) + 1, endOn: on, end: k + 1, start };
  });
}

/**
 * New shares for one old share by the splits up to each count, from the first on. A split shows as
 * a jump of the shares with an inverse jump of the net asset value, both near one usual ratio; with
 * blank values in between it lies where the shares jump.
 */
export function splitFactors(counts: readonly ShareCountOn[]): Float64Array {
  const ratios = new Float64Array(counts.length).fill(1);
  let before = -1;
  counts.forEach(({ nav }, at) => {
    if (nav === null) return;
    if (before >= 0) {
      const ratio = splitBetween(counts[before] as ShareCountOn, counts[at] as ShareCountOn);
      if (ratio !== 1) ratios[jumpTo(counts, before, at, ratio)] = ratio;
    }
    before = at;
  });
  for (let k = 1; k < ratios.length; k++) ratios[k]! *= ratios[k - 1] as number;
  return ratios;
}

function splitBetween(before: ShareCountOn, after: ShareCountOn): number {
  const byShares = snapRatio(after.shares / before.shares, SNAP);
  const byValue = snapRatio((before.nav as number) / (after.nav as number), SNAP);
  const isSplit = byShares === byValue && Math.abs(Math.log(byShares)) >= Math.log(SMALLEST_SPLIT);
  return isSplit ? byShares : 1;
}

function jumpTo(
  counts: readonly ShareCountOn[],
  before: number,
  after: number,
  ratio: number,
): number {
  let found = after;
  let least = Number.POSITIVE_INFINITY;
  for (let k = before + 1; k <= after; k++) {
    const jump = (counts[k] as ShareCountOn).shares / (counts[k - 1] as ShareCountOn).shares;
    const distance = Math.abs(Math.log(jump / ratio));
    if (distance < least) {
      least = distance;
      found = k;
    }
  }
  return found;
}

/** Flow of a period in US dollars (M17); null without a count before it or a value at its end. */
export function flowOf(
  counts: readonly ShareCountOn[],
  factors: Float64Array,
  { start, end }: SharePeriod,
): number | null {
  const { shares, nav } = counts[end] as ShareCountOn;
  if (start < 0 || nav === null) return null;
  const factor = (factors[end] as number) / (factors[start] as number);
  return etfFlow((counts[start] as ShareCountOn).shares * factor, shares, nav);
}
