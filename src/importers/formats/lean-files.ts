import { addTradingDays } from '../../time/calendar.js';
import { type Day, day } from '../../time/day.js';
import type { TextRecord } from '../tokenise.js';
import { type ActionContext, type ActionRows, isRatio } from './action-rows.js';
import { cell } from './columns.js';
import { compactDay } from './dates.js';
import { decimal, roundTo } from './numbers.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { eachRow, symbolOfFile, type Table } from './table.js';

/** Rows dated later than this mean "until further notice". */
const FAR_FUTURE = day('2050-01-01');
const FACTOR_FIELDS = 4;
const RATIO_TOLERANCE = 1e-5;
const DENOMINATOR_MAX = 20;

interface FactorRow {
  readonly record: TextRecord;
  readonly lastOn: Day;
  readonly priceFactor: number;
  readonly splitFactor: number;
  readonly price: number;
}

/**
 * LEAN factor file of one symbol: `20120808,0.8613657,0.03571430,619.86`, ascending. Factors hold
 * up to and including their date, so that a change of the split factor is a split on the next
 * session, and a change of the price factor a dividend on it, as a share of the last column's raw
 * close.
 */
export async function readLeanFactors(
  table: Table,
  rows: ActionRows,
  context: ActionContext,
): Promise<void> {
  const symbol = symbolOfFile(context);
  if (symbol === null) {
    throw refusal('SYMBOL_REQUIRED', 'the file does not name its security; give it with --symbol');
  }
  let before: FactorRow | null = null;
  const take = (record: TextRecord): Problem | null => {
    const lastOn = compactDay(cell(record.fields, 0));
    if (lastOn === null || (before !== null && lastOn <= before.lastOn)) {
      return problem('BAD_DATE', shown(cell(record.fields, 0)));
    }
    const number = (column: number) => decimal(cell(record.fields, column));
    const [priceFactor, splitFactor, price] = [number(1), number(2), number(3)];
    if (!(priceFactor > 0 && splitFactor > 0 && price >= 0))
      return problem('BAD_NUMBER', 'factors');
    const row = { record, lastOn, priceFactor, splitFactor, price };
    if (before !== null) passChange(before, row, symbol, rows);
    before = row;
    return null;
  };
  await eachRow(table, rows.sink, { fieldCount: FACTOR_FIELDS }, take);
  const last = before as FactorRow | null;
  if (last !== null) rows.sink.skip(last.record.line, 'NO_ACTION');
}

function passChange(row: FactorRow, next: FactorRow, symbol: string, rows: ActionRows): void {
  const { line } = row.record;
  const action = { symbol, effectiveOn: addTradingDays(row.lastOn, 1) };
  const ratio = simpleRatio(next.splitFactor / row.splitFactor);
  const amount = roundTo(row.price * (1 - row.priceFactor / next.priceFactor), 4);
  const hasSplit = ratio !== 1 && isRatio(ratio);
  if (hasSplit) rows.pass(line, { ...action, kind: 'SPLIT', ratio }, false);
  if (amount > 0) rows.pass(line, { ...action, kind: 'DIVIDEND', amount }, hasSplit);
  if (!hasSplit && !(amount > 0)) rows.sink.skip(line, 'NO_ACTION');
}

/** The nearest fraction of small numbers, as factors are rounded; else seven decimals. */
function simpleRatio(ratio: number): number {
  for (let denominator = 1; denominator <= DENOMINATOR_MAX; denominator++) {
    const nearest = Math.round(ratio * denominator) / denominator;
    if (Math.abs(nearest / ratio - 1) <= RATIO_TOLERANCE) return nearest;
  }
  return roundTo(ratio, 7);
}

/**
 * LEAN map file: `20031015,aol,N` means that `aol` was the ticker for the last time on that day.
 * The next row's ticker follows it on the next session; a last row in the past is the end of the
 * listing.
 */
export async function readLeanMap(
  table: Table,
  rows: ActionRows,
  context: ActionContext,
): Promise<void> {
  let before: { record: TextRecord; lastOn: Day; symbol: string } | null = null;
  const take = (record: TextRecord): Problem | null => {
    const lastOn = compactDay(cell(record.fields, 0));
    const symbol = cell(record.fields, 1).toUpperCase();
    if (lastOn === null || (before !== null && lastOn <= before.lastOn)) {
      return problem('BAD_DATE', shown(cell(record.fields, 0)));
    }
    if (symbol === '') return problem('BAD_SYMBOL', 'no ticker');
    if (before !== null && before.symbol !== symbol) {
      const effectiveOn = addTradingDays(before.lastOn, 1);
      const rename = {
        symbol: before.symbol,
        effectiveOn,
        kind: 'RENAME',
        newSymbol: symbol,
      } as const;
      rows.pass(before.record.line, rename, false);
    } else if (before !== null) {
      rows.sink.skip(before.record.line, 'NO_ACTION');
    }
    before = { record, lastOn, symbol };
    return null;
  };
  await eachRow(table, rows.sink, { fieldCount: context.fieldCount }, take);
  const last = before as { record: TextRecord; lastOn: Day; symbol: string } | null;
  if (last === null) return;
  if (last.lastOn >= FAR_FUTURE) {
    rows.sink.skip(last.record.line, 'NO_ACTION');
    return;
  }
  const effectiveOn = addTradingDays(last.lastOn, 1);
  const terminalKind = 'UNKNOWN' as const;
  const end = { symbol: last.symbol, effectiveOn, kind: 'TERMINAL', terminalKind } as const;
  rows.pass(last.record.line, end, false);
}
