import { civil, type Day, weekday } from './day.js';
import type { DayAxis } from './day-axis.js';

/** Width of one bucket of a series. */
export type Interval = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const MONTHS: Record<'MONTH' | 'QUARTER' | 'YEAR', number> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/**
 * Day indices of the last trading day of each bucket in (`base`, `end`], ascending. A bucket that
 * the window cuts off ends where the window ends, so that the last one is always `end`. Empty when
 * `end` is not after `base`. Cost O(end - base).
 */
export function bucketEnds(
  axis: DayAxis,
  base: number,
  end: number,
  interval: Interval,
): Int32Array {
  const ends = new Int32Array(Math.max(end - base, 0));
  let count = 0;
  for (let t = base + 1; t <= end; t++) {
    const isLast =
      t === end || bucketOf(axis.day(t), interval) !== bucketOf(axis.day(t + 1), interval);
    if (isLast) ends[count++] = t;
  }
  return ends.slice(0, count);
}

/**
 * A number that two days share exactly when they lie in one bucket, ascending in time. A week runs
 * from Monday to Sunday and is counted through, so that the turn of a year does not tear it.
 */
export function bucketOf(day: Day, interval: Interval): number {
  if (interval === 'DAY') return day;
  if (interval === 'WEEK') return day - weekday(day);
  const { year, month } = civil(day);
  return Math.floor((year * 12 + month - 1) / MONTHS[interval]);
}
