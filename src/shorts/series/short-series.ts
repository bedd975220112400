import type { SeriesData } from '../../graphql/series.type.js';
import { bucketEnds, type Interval } from '../../time/bucket.js';
import { feeAt } from '../lines/borrow-fees.js';
import type { Lines } from '../lines/lines.js';
import type { ShortLine } from '../lines/short-line.js';
import type { Division, ShortQuestion } from '../short-set.js';
import { stepGainsOf } from './step-gains-of.js';
import { countsBySteps } from './step-series.js';
import { columnsFor, type WindowColumns } from '../lines/window-columns.js';

export type ShortMeasure =
  | 'PNL'
  | 'CUMULATIVE_PNL'
  | 'CUMULATIVE_NET_PNL'
  | 'VALUE'
  | 'NET_SHORTING';

/**
 * Day indices of the buckets of a window and the value of each, in US dollars. `division` is that
 * of the group that the lines are, if they are one.
 */
export function shortSeries(
  question: ShortQuestion,
  lines: Lines,
  interval: Interval,
  measure: ShortMeasure,
  division: Division | null = null,
): { ends: Int32Array; values: Float64Array } {
  const { base } = question.window;
  const ends = endsOf(question, interval);
  const isGain = measure === 'PNL' || measure === 'CUMULATIVE_PNL';
  const gains = isGain ? stepGainsOf(question, lines, ends, interval, division) : null;
  const byDay = gains === null ? lines : othersThan(question, lines);
  const { main, costs } = daySums(question, byDay, measure);
  const values = new Float64Array(ends.length);
  let from = 1;
  let running = 0;
  ends.forEach((t, k) => {
    const to = t - base;
    if (measure === 'VALUE') values[k] = main[to] as number;
    else {
      const paid = costs === null ? 0 : total(costs, from, to);
      const change = total(main, from, to) + (gains?.[k] ?? 0) - paid;
      running += change;
      values[k] = measure === 'PNL' || measure === 'NET_SHORTING' ? change : running;
    }
    from = to + 1;
  });
  return { ends, values };
}

const bucketed = new WeakMap<ShortQuestion, Map<Interval, Int32Array>>();

/** Day indices on which buckets end, worked out once for all groups of a question. */
function endsOf(question: ShortQuestion, interval: Interval): Int32Array {
  const known = bucketed.get(question) ?? new Map<Interval, Int32Array>();
  bucketed.set(question, known);
  const { base, end } = question.window;
  const ends = known.get(interval) ?? bucketEnds(question.panel.axis, base, end, interval);
  known.set(interval, ends);
  return ends;
}

/** The lines that are counted day by day although others are counted by steps. */
function othersThan(question: ShortQuestion, lines: Lines): Iterable<ShortLine> {
  return question.options.universeAt === 'DAILY'
    ? [...lines].filter((line) => !countsBySteps(question, line))
    : [];
}

/** One value a trading day, US dollars; entry 0 is the base day. */
interface DaySums {
  /** What the measure adds up or samples. */
  readonly main: Float64Array;
  /** What is taken off; null where costs do not count. */
  readonly costs: Float64Array | null;
}

function daySums(
  question: ShortQuestion,
  lines: Iterable<ShortLine>,
  measure: ShortMeasure,
): DaySums {
  const main = new Float64Array(question.window.end - question.window.base + 1);
  const costs = measure === 'CUMULATIVE_NET_PNL' ? new Float64Array(main.length) : null;
  let columns: WindowColumns | null = null;
  let loaded = -1;
  for (const line of lines) {
    columns ??= columnsFor(question, question.options.interpolation);
    if (line.security !== loaded) columns.load(line.security);
    loaded = line.security;
    if (measure === 'VALUE') addValue(main, columns, line);
    else if (measure === 'NET_SHORTING') addNetShorting(main, columns, line);
    else addPnl(main, columns, line, question);
    if (costs !== null) addCosts(costs, columns, line, question);
  }
  return { main, costs };
}

/** The base day belongs to the line that starts with the first move. */
function addValue(sums: Float64Array, { shares, close }: WindowColumns, line: ShortLine): void {
  for (let k = line.from === 1 ? 0 : line.from; k <= line.to; k++) {
    const value = (shares[k] as number) * (close[k] as number);
    if (!Number.isNaN(value)) sums[k] = (sums[k] as number) + value;
  }
}

function addNetShorting(
  sums: Float64Array,
  { shares, close }: WindowColumns,
  line: ShortLine,
): void {
  for (let k = line.from; k <= line.to; k++) {
    // Before its first price a position counts as none.
    const before = Number.isNaN(close[k - 1]) ? 0 : (shares[k - 1] as number);
    const added = ((shares[k] as number) - before) * (close[k] as number);
    if (!Number.isNaN(added)) sums[k] = (sums[k] as number) + added;
  }
}

function addPnl(
  sums: Float64Array,
  { shares, close }: WindowColumns,
  line: ShortLine,
  { options }: ShortQuestion,
): void {
  const isDaily = options.method === 'DAILY_MARK_TO_MARKET';
  const atStart = Number.isNaN(close[0]) ? 0 : (shares[0] as number);
  const held = options.method === 'AVERAGE_POSITION' ? line.meanShares : atStart;
  for (let k = line.from; k <= line.to; k++) {
    const counted = isDaily ? (shares[k - 1] as number) : held;
    const gain = counted * ((close[k - 1] as number) - (close[k] as number));
    if (!Number.isNaN(gain)) sums[k] = (sums[k] as number) + gain;
  }
}

function addCosts(
  sums: Float64Array,
  columns: WindowColumns,
  line: ShortLine,
  { options }: ShortQuestion,
): void {
  const { shares, close, calendarDays } = columns;
  const dividends = options.basis === 'TOTAL' ? columns.dividends(line.security) : null;
  const fees = columns.fees(line.security, options.financing);
  if (dividends === null && fees === null) return;
  for (let k = line.from; k <= line.to; k++) {
    const previous = close[k - 1] as number;
    if (Number.isNaN(previous)) continue;
    const before = shares[k - 1] as number;
    const paid = dividends === null ? 0 : before * (dividends[k] as number);
    const fee = (feeAt(fees, k - 1) / 360) * (calendarDays[k] as number);
    sums[k] = (sums[k] as number) + (paid + before * previous * fee);
  }
}

function total(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k <= to; k++) sum += values[k] as number;
  return sum;
}

const NOUNS: Record<ShortMeasure, string> = {
  PNL: 'profit of short sellers',
  CUMULATIVE_PNL: 'profit of short sellers so far',
  CUMULATIVE_NET_PNL: 'net profit of short sellers so far',
  VALUE: 'value of shares short',
  NET_SHORTING: 'net shorting',
};

/** The same with what its facts are about: changes within a bucket, or levels. */
export function describedSeries(
  question: ShortQuestion,
  lines: Lines,
  interval: Interval,
  measure: ShortMeasure,
  division: Division | null = null,
): SeriesData {
  const { ends, values } = shortSeries(question, lines, interval, measure, division);
  return {
    dates: Array.from(ends, (t) => question.panel.axis.day(t)),
    values,
    nature: measure === 'PNL' || measure === 'NET_SHORTING' ? 'CHANGE' : 'LEVEL',
    unit: {
      noun: NOUNS[measure],
      isMoney: true,
      bucket: interval.toLowerCase() as SeriesData['unit']['bucket'],
    },
  };
}
