import type { Interval } from '../../time/bucket.js';
import { Lines } from '../lines/lines.js';
import type { Division, ShortQuestion } from '../short-set.js';
import { countsBySteps, StepSeries } from './step-series.js';

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
  division: Division | null,
): Float64Array | null {
  if (!isAnyCounted(question, lines)) return null;
  const lists = division?.lists ?? [lines];
  const gains = division?.gains.get(interval) ?? gainsOf(question, lists, ends);
  division?.gains.set(interval, gains);
  return gains[lists.indexOf(lines)] ?? null;
}

function gainsOf(
  question: ShortQuestion,
  lists: readonly Lines[],
  ends: Int32Array,
): Float64Array[] {
  return new StepSeries(question, ends).gainsOf(lists.map((list) => countedOf(question, list)));
}

function isAnyCounted(question: ShortQuestion, lines: Lines): boolean {
  if (question.options.universeAt === 'DAILY') return countedOf(question, lines).length > 0;
  // All of them are about the whole window.
  return lines.length > 0 && countsBySteps(question, lines.at(0));
}

function countedOf(question: ShortQuestion, lines: Lines): Lines {
  if (question.options.universeAt !== 'DAILY') return lines;
  return Lines.of([...lines].filter((line) => countsBySteps(question, line)));
}
