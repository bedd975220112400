import { addTradingDays, previousTradingDay, tradingDayOnOrBefore } from '../time/calendar.js';
import { civil, type Day, dayOf, weekday } from '../time/day.js';
import type { Interval } from '../time/bucket.js';

/** From narrow to wide. */
const INTERVALS: readonly Interval[] = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];

/**
 * How far apart the ends of two periods in a row can lie, and how short a stated period can be, in
 * days: a source may leave out the weekends at both of its ends.
 */
const SPACING = {
  DAY: { least: 1, most: 5, shortest: 1 },
  WEEK: { least: 6, most: 8, shortest: 4 },
  MONTH: { least: 28, most: 33, shortest: 20 },
  QUARTER: { least: 89, most: 94, shortest: 80 },
  YEAR: { least: 364, most: 367, shortest: 350 },
} as const;

/** The interval in which a provider reports, from the usual distance between its period ends. */
export function reportingInterval(endsByFund: readonly Int32Array[]): Interval {
  const distances = endsByFund.flatMap((ends) =>
    Array.from(ends.subarray(1), (end, k) => end - (ends[k] as number)),
  );
  distances.sort((a, b) => a - b);
  // The lower quartile, as gaps only make distances larger.
  const usual = distances[Math.floor((distances.length - 1) / 4)];
  // One period alone tells nothing, and weeks are what most providers report.
  if (usual === undefined) return 'WEEK';
  return INTERVALS.find((interval) => usual <= SPACING[interval].most) ?? 'YEAR';
}

/** The wider of two intervals. */
export function widerInterval(a: Interval, b: Interval): Interval {
  return INTERVALS.indexOf(a) > INTERVALS.indexOf(b) ? a : b;
}

/** Last day of the period after one that ends on `end`. */
export function nextDueOn(end: Day, interval: Interval): Day {
  if (interval === 'DAY') return addTradingDays(end, 1);
  if (interval === 'WEEK') return end + 7;
  return bucketSpan(bucketSpan(end, interval).lastOn + 1, interval).lastOn;
}

/** Whether no further period ends up to and including `lastOn` after one that ends on `end`. */
export function isLastWithin(end: Day, lastOn: Day, interval: Interval): boolean {
  const last = interval === 'DAY' ? tradingDayOnOrBefore(lastOn) : lastOn;
  return end + SPACING[interval].least > last;
}

/**
 * First days of the periods of one fund that end on `ends`, ascending. A day that is stored is kept
 * where the length fits the interval. Else a day begins after the session before it; a week begins
 * after the period before, if that is up to 8 days back, and otherwise spans 7 days; the others
 * begin with their calendar month, quarter or year.
 */
export function periodStarts(ends: Int32Array, stored: Int32Array, interval: Interval): Int32Array {
  return ends.map((end, k) => {
    const from = stored[k] as number;
    const previous = ends[k - 1] ?? Number.NEGATIVE_INFINITY;
    const length = end - from + 1;
    const { shortest, most } = SPACING[interval];
    if (length >= shortest && length <= most && from > previous) return from;
    return inferredStart(end, previous, interval);
  });
}

function inferredStart(end: Day, previous: number, interval: Interval): Day {
  if (interval === 'DAY') return previousTradingDay(end) + 1;
  if (interval === 'WEEK') return end - previous <= SPACING.WEEK.most ? previous + 1 : end - 6;
  return bucketSpan(end, interval).firstOn;
}

/** Whether no session lies between the end of one period and the start of the next. */
export function isNext(previousEnd: Day, from: Day): boolean {
  return previousTradingDay(from) <= previousEnd;
}

/** First and last calendar day of the bucket of a day. A week runs from Monday to Sunday. */
export function bucketSpan(on: Day, interval: Interval): { firstOn: Day; lastOn: Day } {
  if (interval === 'DAY') return { firstOn: on, lastOn: on };
  if (interval === 'WEEK') {
    const firstOn = on - (weekday(on) - 1);
    return { firstOn, lastOn: firstOn + 6 };
  }
  const { year, month } = civil(on);
  const count = { MONTH: 1, QUARTER: 3, YEAR: 12 }[interval];
  const first = month - ((month - 1) % count);
  const next = first + count;
  const firstOn = dayOf(year, first, 1) as Day;
  const lastOn = (next > 12 ? dayOf(year + 1, next - 12, 1) : dayOf(year, next, 1)) as Day;
  return { firstOn, lastOn: lastOn - 1 };
}

/** Last days of the periods that are missing between the end of one and the start of another. */
export function missingEnds(previousEnd: Day, from: Day, interval: Interval): Day[] {
  const ends: Day[] = [];
  if (isNext(previousEnd, from)) return ends;
  if (interval === 'WEEK') {
    const count = Math.max(Math.round((from - 1 - previousEnd) / 7), 1);
    for (let k = 1; k <= count; k++) ends.push(Math.min(previousEnd + 7 * k, from - 1));
    return ends;
  }
  for (let end = nextDueOn(previousEnd, interval); end < from; end = nextDueOn(end, interval)) {
    ends.push(end);
  }
  return ends;
}
