import { type DataWarning, warning } from '../../graphql/coverage.type.js';
import { entryOnOrBefore } from '../../kernels/entry-on-or-before.js';
import type { Panel } from '../../panel/panel.js';
import { settlementDates } from '../../time/calendar.js';
import { formatDay } from '../../time/day.js';
import type { ShortQuestion } from '../short-set.js';

/** Securities whose position at some settlements of a window is unknown. */
interface Hole {
  readonly securities: number[];
  /** Day indices of the settlements. */
  readonly settlements: Set<number>;
}

type HoleCode = 'MISSING_SETTLEMENT' | 'PARTIAL_FILE' | 'OTC_ONLY';

const WORDS: Readonly<Record<HoleCode, string>> = {
  MISSING_SETTLEMENT: 'No stored file tells the position',
  PARTIAL_FILE: 'The stored file lacks much of the market',
  OTC_ONLY: 'The stored file has over-the-counter names alone',
};

/**
 * What is unknown between the reports of those who are held (M10): settlements on the schedule for
 * which no stored file covers a security, and stored files that cover less than their neighbours.
 * `tells` says whether securities weigh enough to be told.
 */
export function missingFiles(
  { panel, window }: ShortQuestion,
  held: readonly number[],
  tells: (securities: readonly number[]) => boolean,
): DataWarning[] {
  const scheduled = scheduleOf(panel);
  const holes = new Map<HoleCode, Hole>();
  const add = (code: HoleCode, i: number, settled: number) => {
    const hole = holes.get(code) ?? { securities: [], settlements: new Set() };
    holes.set(code, hole);
    if (hole.securities.at(-1) !== i) hole.securities.push(i);
    hole.settlements.add(settled);
  };
  for (const i of held) {
    for (const settled of unknownOf(panel, i, scheduled, window)) {
      add('MISSING_SETTLEMENT', i, settled);
      const code = partOf(panel, settled, panel.shorts.markets[i] as number);
      if (code !== null) add(code, i, settled);
    }
  }
  const codes = Object.keys(WORDS) as HoleCode[];
  return codes.flatMap((code) => {
    const hole = holes.get(code);
    if (hole === undefined || !tells(hole.securities)) return [];
    const symbols = hole.securities.map((i) => panel.securities.symbols[i] as string);
    return [warning(code, `${WORDS[code]}: ${daysOf(panel, hole)}.`, symbols)];
  });
}

/** Scheduled settlements that a security has no report of, and on which days of a window rest. */
function unknownOf(
  { shorts }: Panel,
  i: number,
  scheduled: Int32Array,
  { base, end }: { readonly base: number; readonly end: number },
): number[] {
  const { index, offsets } = shorts;
  const from = offsets[i] as number;
  const to = offsets[i + 1] as number;
  const unknown: number[] = [];
  let k = Math.max(entryOnOrBefore(index, from, to, base), from);
  for (; k + 1 < to && (index[k] as number) < end; k++) {
    const next = index[k + 1] as number;
    let s = entryOnOrBefore(scheduled, 0, scheduled.length, index[k] as number) + 1;
    for (; s < scheduled.length && (scheduled[s] as number) < next; s++) {
      unknown.push(scheduled[s] as number);
    }
  }
  return unknown;
}

/** What a stored file lacks that one next to it has; null without a file, or where it has all. */
function partOf({ shorts }: Panel, settled: number, market: number): HoleCode | null {
  const { settlements, files } = shorts;
  const c = entryOnOrBefore(settlements, 0, settlements.length, settled);
  if (settlements[c] !== settled) return null;
  const { markets, isComplete } = files;
  const has = (file: number, m: number) => isComplete[file * markets.length + m] === 1;
  const isLess = has(c - 1, market) || has(c + 1, market);
  if (!isLess || has(c, market)) return null;
  return markets.every((name, m) => has(c, m) === (name === 'OTC')) ? 'OTC_ONLY' : 'PARTIAL_FILE';
}

function daysOf({ axis }: Panel, { settlements }: Hole): string {
  const days = [...settlements].sort((a, b) => a - b).map((index) => formatDay(axis.day(index)));
  return days.length === 1
    ? `${days[0]}`
    : `${days.length} settlements from ${days[0]} to ${days.at(-1)}`;
}

const schedules = new WeakMap<Panel, Int32Array>();

/** Day indices of the settlements that the calendar has from the first stored one to the last. */
function scheduleOf(panel: Panel): Int32Array {
  let known = schedules.get(panel);
  if (known === undefined) {
    const { settlements } = panel.shorts;
    const [first, last] = [settlements[0], settlements.at(-1)];
    const days =
      first === undefined || last === undefined
        ? []
        : settlementDates(panel.axis.day(first), panel.axis.day(last));
    known = Int32Array.from(days, (on) => panel.axis.indexOnOrBefore(on));
    schedules.set(panel, known);
  }
  return known;
}
