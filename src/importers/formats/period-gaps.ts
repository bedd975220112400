import { type Day, formatDay } from '../../time/day.js';
import type { Sink } from '../format.js';
import { refusal } from './problem.js';
import { Remarks } from './remarks.js';

/** A gap longer than this many usual periods means that one is missing. */
export const GAP_PERIODS = 1.5;

/** The longest gap, in days, between the ends of weeks and between those of months. */
const WEEK_GAP_MAX = 14;
const MONTH_GAP_MIN = 25;

/** Median distance between period ends in days; infinite below two periods. */
export function usualGap(periodEnds: readonly Day[]): number {
  const gaps = gapsOf(periodEnds).sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? Number.POSITIVE_INFINITY;
}

/** Refuses months under a provider that is called weekly, and the other way round. */
export function checkPeriod(periodEnds: readonly Day[], provider: string): void {
  const gap = usualGap(periodEnds);
  if (!Number.isFinite(gap)) return;
  const isWrong =
    (/WEEK/i.test(provider) && gap > WEEK_GAP_MAX) ||
    (/MONTH/i.test(provider) && gap < MONTH_GAP_MIN);
  if (!isWrong) return;
  const message = `periods are ${gap} days long, but --provider says ${provider}`;
  throw refusal('PERIOD_MISMATCH', message);
}

/** Remarks on periods that are missing between the ends of others. */
export function noteGaps(periodEnds: readonly Day[], sink: Sink): void {
  const ends = [...new Set(periodEnds)].sort((a, b) => a - b);
  const usual = usualGap(ends);
  const remarks = new Remarks();
  gapsOf(ends).forEach((gap, k) => {
    if (gap > usual * GAP_PERIODS) remarks.add('PERIOD_GAP', `after ${formatDay(ends[k] as Day)}`);
  });
  remarks.pass(sink, 'PERIOD_GAP', (n) => `periods are missing in ${n} places`);
}

function gapsOf(periodEnds: readonly Day[]): number[] {
  const ends = [...new Set(periodEnds)].sort((a, b) => a - b);
  return ends.slice(1).map((end, k) => end - (ends[k] as Day));
}
