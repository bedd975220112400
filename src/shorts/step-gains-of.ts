import type { Interval } from '../time/bucket.js';
import type { ShortLine } from './short-line.js';
import { divisionOf, type ShortQuestion } from './short-set.js';
import { countsBySteps, StepSeries } from './step-series.js';

type Lines = readonly ShortLine[];

const known = new WeakMap<Lines, Map<Interval, Float64Array>>();

/**
 * Profit by bucket of those of some lines that are counted by steps, in US dollars; null without
 * any. Who asks for a group will ask for the others of its division: one pass over the market
 * answers for all of them.
 */
export function stepGainsOf(
  question: ShortQuestion,
  lines: Lines,
  ends: Int32Array,
  interval: Interval,
): Float64Array | null {
  if (!lines.some((line) => countsBySteps(question, line))) return null;
  const own = known.get(lines)?.get(interval);
  if (own !== undefined) return own;
  const groups = divisionOf(lines) ?? [lines];
  const counted = groups.map((group) => {
    const isCounted = group.every((line) => countsBySteps(question, line));
    return isCounted ? group : group.filter((line) => countsBySteps(question, line));
  });
  const gains = new StepSeries(question, ends).gainsOf(counted);
  groups.forEach((group, g) => {
    const byInterval = known.get(group) ?? new Map<Interval, Float64Array>();
    known.set(group, byInterval);
    byInterval.set(interval, gains[g] as Float64Array);
  });
  return known.get(lines)?.get(interval) ?? null;
}
