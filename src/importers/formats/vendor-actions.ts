import { type ActionContext, type ActionRows, isRatio, ratioOf } from './action-rows.js';
import { cell, type Layout, locate } from './columns.js';
import { fileDay } from './dates.js';
import { decimal } from './numbers.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { eachRow, symbolOfFile, type Table } from './table.js';

/** `Date,Stock Splits`, such as `2020-08-31,4:1`; unsorted, one file a symbol. */
export function readYahooSplits(table: Table, rows: ActionRows, context: ActionContext) {
  const layout = {
    format: 'corporate-actions',
    title: 'a split file',
    required: ['date', 'stock splits'],
  } as const;
  return readEach(table, rows, layout, symbolOf(context), (text, add) => {
    const ratio = ratioOf(text('stock splits'));
    if (Number.isNaN(ratio)) return problem('BAD_RATIO', shown(text('stock splits')));
    return add(text('date'), { kind: 'SPLIT', ratio });
  });
}

/** `Date,Dividends`; amounts are in shares of today, and stay so. */
export function readYahooDividends(table: Table, rows: ActionRows, context: ActionContext) {
  const layout = {
    format: 'corporate-actions',
    title: 'a dividend file',
    required: ['date', 'dividends'],
  } as const;
  rows.sink.warn(
    'SPLIT_ADJUSTED_DIVIDENDS',
    'the dividends are adjusted for splits after them; raw amounts are needed before a split',
  );
  return readEach(table, rows, layout, symbolOf(context), (text, add) => {
    const amount = decimal(text('dividends'));
    if (!(amount > 0)) return problem('BAD_NUMBER', shown(text('dividends')));
    return add(text('date'), { kind: 'DIVIDEND', amount });
  });
}

/** `ticker,execution_date,split_from,split_to`. */
export function readPolygonSplits(table: Table, rows: ActionRows) {
  const layout = {
    format: 'corporate-actions',
    title: 'a split file',
    required: ['ticker', 'execution date', 'split from', 'split to'],
    ignored: ['id', 'adjustment type', 'historical adjustment factor'],
  } as const;
  return readEach(table, rows, layout, null, (text, add) => {
    const ratio = decimal(text('split to')) / decimal(text('split from'));
    if (!isRatio(ratio))
      return problem('BAD_RATIO', `${text('split from')} to ${text('split to')}`);
    return add(text('execution date'), { kind: 'SPLIT', ratio });
  });
}

/** `ticker,cash_amount,currency,...,ex_dividend_date,...`; raw amounts. */
export function readPolygonDividends(table: Table, rows: ActionRows) {
  const layout = {
    format: 'corporate-actions',
    title: 'a dividend file',
    required: ['ticker', 'cash amount', 'ex dividend date'],
    optional: ['currency', 'dividend type'],
    ignored: ['id', 'declaration date', 'record date', 'pay date', 'frequency'],
  } as const;
  return readEach(table, rows, layout, null, (text, add) => {
    const currency = text('currency');
    if (currency !== '' && currency !== 'USD') return problem('NOT_USD', currency);
    const amount = decimal(text('cash amount'));
    if (!(amount > 0)) return problem('BAD_NUMBER', shown(text('cash amount')));
    return add(text('ex dividend date'), { kind: 'DIVIDEND', amount }, text('dividend type'));
  });
}

type Add = (
  date: string,
  action: { kind: 'SPLIT'; ratio: number } | { kind: 'DIVIDEND'; amount: number },
  part?: string,
) => Problem | null;

/** Walks a vendor's file; `symbol` is null where a `ticker` column has it. */
async function readEach<R extends string, O extends string = never>(
  table: Table,
  rows: ActionRows,
  layout: Layout<R, O>,
  symbol: string | null,
  take: (text: (name: R | O) => string, add: Add) => Problem | null,
): Promise<void> {
  const columns = locate(table.header, layout, rows.sink);
  const tickerColumn = (columns as Record<string, number>).ticker ?? -1;
  await eachRow(table, rows.sink, { fieldCount: table.header.length }, (record) => {
    const ofRow = symbol ?? cell(record.fields, tickerColumn);
    if (ofRow === '') return problem('BAD_SYMBOL', 'no symbol');
    const add: Add = (date, action, part) => {
      const effectiveOn = fileDay(date);
      if (effectiveOn === null) return problem('BAD_DATE', shown(date));
      rows.add(record, { symbol: ofRow, effectiveOn, ...action }, part);
      return null;
    };
    return take((name) => cell(record.fields, columns[name]), add);
  });
}

function symbolOf(context: ActionContext): string {
  const symbol = symbolOfFile(context);
  if (symbol === null) {
    throw refusal('SYMBOL_REQUIRED', 'the file does not name its security; give it with --symbol');
  }
  return symbol;
}
