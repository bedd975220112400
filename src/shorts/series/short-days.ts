import type { Panel } from '../../panel/panel.js';
import { splitFactor } from '../../panel/price-at.js';
import { isSettlementDate } from '../../time/calendar.js';
import type { Day } from '../../time/day.js';
import { feeAt } from '../lines/borrow-fees.js';
import type { Lines } from '../lines/lines.js';
import type { ShortLine } from '../lines/short-line.js';
import type { ShortQuestion } from '../short-set.js';
import { columnsFor, type WindowColumns } from '../lines/window-columns.js';

/** One day of the short selling of one security, in shares and US dollars of that day. */
export interface ShortDayValues {
  readonly tradedOn: Day;
  readonly settledOn: Day | null;
  readonly countedShares: number;
  readonly closingShares: number;
  readonly previousClose: number;
  readonly close: number;
  readonly isStale: boolean;
  readonly splitFactor: number;
  readonly pnl: number;
  readonly dividendsPaid: number;
  readonly financingCost: number;
  readonly netShorting: number;
}

const END = Number.MAX_SAFE_INTEGER;

/**
 * The daily rows that add up to the lines of one security (M11), ascending. Everything is restated
 * to the share basis of its own day, so that each row can be recomputed from what traded.
 */
export function shortDays(question: ShortQuestion, lines: Lines): ShortDayValues[] {
  if (lines.length === 0) return [];
  const columns = columnsFor(question, question.options.interpolation);
  const security = lines.securityAt(0);
  columns.load(security);
  const settledOn = settlementReader(question, security);
  const fees = columns.fees(security, question.options.financing);
  return [...lines].flatMap((line) =>
    Array.from({ length: line.to - line.from + 1 }, (_, d) =>
      dayOf(question, columns, fees, line, line.from + d, settledOn),
    ),
  );
}

function dayOf(
  question: ShortQuestion,
  { shares, close, calendarDays }: WindowColumns,
  fees: Float64Array | null,
  line: ShortLine,
  k: number,
  settledOn: (t: number) => Day | null,
): ShortDayValues {
  const { panel, window, options } = question;
  const { security: i } = line;
  const t = window.base + k;
  const basis = splitFactor(panel, i, t, END);
  const price = close[k] as number;
  const previous = close[k - 1] as number;
  const isPriced = !Number.isNaN(previous);
  const before = isPriced ? (shares[k - 1] as number) : 0;
  const counted = isPriced ? countedBy(question, line, shares, close, before) : 0;
  const dividend = options.basis === 'TOTAL' ? dividendOn(panel, i, t) : 0;
  const fee = (feeAt(fees, k - 1) / 360) * (calendarDays[k] as number);
  return {
    tradedOn: panel.axis.day(t),
    settledOn: settledOn(t),
    countedShares: counted / basis,
    closingShares: (shares[k] as number) / basis,
    previousClose: previous * basis,
    close: price * basis,
    isStale: !hasPrint(panel, i, t),
    splitFactor: splitFactor(panel, i, t - 1, t),
    pnl: isPriced ? counted * (previous - price) : 0,
    dividendsPaid: before * dividend,
    financingCost: isPriced ? before * previous * fee : 0,
    netShorting: Number.isNaN(price) ? 0 : ((shares[k] as number) - before) * price,
  };
}

/** Shares that the profit of a day counts, by the method of the report. */
function countedBy(
  { options }: ShortQuestion,
  line: ShortLine,
  shares: Float64Array,
  close: Float64Array,
  before: number,
): number {
  if (options.method === 'DAILY_MARK_TO_MARKET') return before;
  if (options.method === 'AVERAGE_POSITION') return line.meanShares;
  return Number.isNaN(close[0] as number) ? 0 : (shares[0] as number);
}

function dividendOn(panel: Panel, i: number, t: number): number {
  const { offsets, index, values } = panel.prices.dividends;
  for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++) {
    if (index[k] === t) return values[k] as number;
  }
  return 0;
}

function hasPrint(panel: Panel, i: number, t: number): boolean {
  const { offsets, firstIndex, lastIndex, hasTraded } = panel.prices;
  const first = firstIndex[i] as number;
  if (t < first || t > (lastIndex[i] as number)) return false;
  return hasTraded[(offsets[i] as number) + t - first] === 1;
}

/** The settlement that the shares of a day rest on: the last that counts by then. */
function settlementReader({ panel, options }: ShortQuestion, i: number): (t: number) => Day | null {
  const { offsets, index, publishedIndex } = panel.shorts;
  const known = options.knownOn === null ? null : panel.axis.indexOnOrBefore(options.knownOn);
  const reports: { from: number; on: Day }[] = [];
  for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++) {
    const on = panel.axis.day(index[k] as number);
    const published = publishedIndex[k] as number;
    // What closes a position after its listing ended is no report.
    if (!isSettlementDate(on) || (known !== null && published > known)) continue;
    reports.push({ from: known === null ? (index[k] as number) : published, on });
  }
  return (t) => reports.findLast((report) => report.from <= t)?.on ?? null;
}
