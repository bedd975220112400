import type { SeriesData } from '../graphql/series.type.js';
import { bucketEnds, type Interval } from '../time/bucket.js';
import { feeAt } from './borrow-fees.js';
import type { ShortLine } from './short-line.js';
import type { ShortQuestion } from './short-set.js';
import { columnsFor, type WindowColumns } from './window-columns.js';

export type ShortMeasure =
  | 'PNL'
  | 'CUMULATIVE_PNL'
  | 'CUMULATIVE_NET_PNL'
  | 'VALUE'
  | 'NET_SHORTING';

/** One value a trading day, US dollars; entry 0 is the base day. */
interface DaySums {
  readonly pnl: Float64Array;
  readonly costs: Float64Array;
  readonly value: Float64Array;
  readonly netShorting: Float64Array;
}

/** Day indices of the buckets of a window and the value of each, in US dollars. */
export function shortSeries(
  question: ShortQuestion,
  lines: readonly ShortLine[],
  interval: Interval,
  measure: ShortMeasure,
): { ends: Int32Array; values: Float64Array } {
  const { axis } = question.panel;
  const { base, end } = question.window;
  const ends = bucketEnds(axis, base, end, interval);
  const sums = daySums(question, lines);
  const values = new Float64Array(ends.length);
  let from = 1;
  let running = 0;
  ends.forEach((t, k) => {
    const to = t - base;
    switch (measure) {
      case 'PNL':
        values[k] = total(sums.pnl, from, to);
        break;
      case 'NET_SHORTING':
        values[k] = total(sums.netShorting, from, to);
        break;
      case 'VALUE':
        values[k] = sums.value[to] as number;
        break;
      case 'CUMULATIVE_PNL':
        running += total(sums.pnl, from, to);
        values[k] = running;
        break;
      case 'CUMULATIVE_NET_PNL':
        running += total(sums.pnl, from, to) - total(sums.costs, from, to);
        values[k] = running;
        break;
    }
    from = to + 1;
  });
  return { ends, values };
}

function daySums(question: ShortQuestion, lines: readonly ShortLine[]): DaySums {
  const days = question.window.end - question.window.base + 1;
  const sums: DaySums = {
    pnl: new Float64Array(days),
    costs: new Float64Array(days),
    value: new Float64Array(days),
    netShorting: new Float64Array(days),
  };
  const columns = columnsFor(question, question.options.interpolation);
  let loaded = -1;
  for (const line of lines) {
    if (line.security !== loaded) columns.load(line.security);
    loaded = line.security;
    addLine(sums, columns, line, question);
  }
  return sums;
}

function addLine(
  sums: DaySums,
  columns: WindowColumns,
  line: ShortLine,
  { options }: ShortQuestion,
): void {
  const { shares, close, calendarDays } = columns;
  const dividends = options.basis === 'TOTAL' ? columns.dividends(line.security) : null;
  const fees = columns.fees(line.security, options.financing);
  const counted = (before: number): number => {
    if (options.method === 'DAILY_MARK_TO_MARKET') return before;
    if (options.method === 'AVERAGE_POSITION') return line.meanShares;
    return Number.isNaN(close[0] as number) ? 0 : (shares[0] as number);
  };
  const first = (shares[0] as number) * (close[0] as number);
  if (line.from === 1 && !Number.isNaN(first)) sums.value[0]! += first;
  for (let k = line.from; k <= line.to; k++) {
    const price = close[k] as number;
    if (Number.isNaN(price)) continue;
    const previous = close[k - 1] as number;
    const before = Number.isNaN(previous) ? 0 : (shares[k - 1] as number);
    sums.value[k]! += (shares[k] as number) * price;
    sums.netShorting[k]! += ((shares[k] as number) - before) * price;
    if (Number.isNaN(previous)) continue;
    sums.pnl[k]! += counted(before) * (previous - price);
    const paid = dividends === null ? 0 : before * (dividends[k] as number);
    const fee = (feeAt(fees, k - 1) / 360) * (calendarDays[k] as number);
    sums.costs[k]! += paid + before * previous * fee;
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
  lines: readonly ShortLine[],
  interval: Interval,
  measure: ShortMeasure,
): SeriesData {
  const { ends, values } = shortSeries(question, lines, interval, measure);
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
