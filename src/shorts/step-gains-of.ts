import type { Interval } from '../time/bucket.js';
import type { ShortLine } from './short-line.js';
import type { Division, ShortQuestion } from './short-set.js';
import { countsBySteps, StepSeries } from './step-series.js';

/**
 * Profit by bucket of those of some lines that are counted by steps, in US dollars; null without
 * any. Who asks for a group will ask for the others of its division: one pass over the market
 * answers for all of them.
 */
export function stepGainsOf(
  question: ShortQuestion,
  lines: readonly ShortLine[],
  ends: Int32Array,
  interval: Interval,
  division: Division | null,
): Float64Array | null {
  if (!lines.some((line) => countsBySteps(question, line))) return null;
  const lists = division?.lists ?? [lines];
  const gains = division?.gains.get(interval) ?? gainsOf(question, lists, ends);
  division?.gains.set(interval, gains);
  return gains[lists.indexOf(lines)] ?? null;
}

function gainsOf(
  question: ShortQuestion,
  lists: readonly (readonly ShortLine[])[],
  ends: Int32Array,
): Float64Array[] {
  const isCounted = (line: ShortLine) => countsBySteps(question, line);
  const counted = lists.map((list) => (list.every(isCounted) ? list : list.filter(isCounted)));
  return new StepSeries(question, ends).gainsOf(counted);
}
