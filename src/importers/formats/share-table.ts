import { symbolKey } from '../../symbol.js';
import { formatDay } from '../../time/day.js';
import type { FileSummary, Sink } from '../format.js';
import type { ShareCountRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { cell, type Layout, locate, wrongHeader } from './columns.js';
import { fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { money } from './numbers.js';
import { type Problem, problem, shown } from './problem.js';
import { eachRow, type Table } from './table.js';

const LAYOUT = {
  format: 'shares-outstanding',
  title: 'a table of share counts (date,ticker,shares_outstanding)',
  required: ['date', 'shares outstanding'],
  optional: ['ticker', 'symbol', 'float shares', 'known on'],
  ignored: ['nav', 'name'],
} as const satisfies Layout<string, string>;

/** One row a symbol and day. A blank count is unknown, never 0. */
export async function readShareTable(table: Table, sink: Sink): Promise<FileSummary> {
  const columns = locate(table.header, LAYOUT, sink);
  const symbolColumn = Math.max(columns.ticker, columns.symbol);
  if (symbolColumn < 0) {
    throw wrongHeader(table.header, LAYOUT, ['ticker']);
  }
  const sums = { sharesOutstanding: 0 };
  const held = new HeldRows<ShareCountRow>(
    sink,
    (row, line) => {
      sink.accept('shareCount', row, line);
      sums.sharesOutstanding += row.sharesOutstanding ?? 0;
    },
    { nameOf: ({ row }) => `${row.symbol} on ${formatDay(row.asOfOn)}` },
  );
  const take = (record: TextRecord): Problem | null => {
    const text = (name: keyof typeof columns) => cell(record.fields, columns[name]);
    const symbol = cell(record.fields, symbolColumn).toUpperCase();
    if (symbol === '') return problem('BAD_SYMBOL', 'no symbol');
    const asOfOn = fileDay(text('date'));
    if (asOfOn === null) return problem('BAD_DATE', shown(text('date')));
    const knownOn = text('known on') === '' ? null : fileDay(text('known on'));
    if (knownOn === null && text('known on') !== '') return problem('BAD_DATE', text('known on'));
    if (knownOn !== null && knownOn < asOfOn) {
      return problem('DATE_AFTER_FILING', `known on ${formatDay(knownOn)}`);
    }
    const sharesOutstanding = count(text('shares outstanding'));
    const floatShares = count(text('float shares'));
    if (Number.isNaN(sharesOutstanding) || Number.isNaN(floatShares)) {
      return problem('BAD_NUMBER', 'share count');
    }
    if (sharesOutstanding === null && floatShares === null) {
      return problem('MISSING_VALUE', 'no share count');
    }
    const row = { symbol, key: symbolKey(symbol), asOfOn, knownOn, sharesOutstanding, floatShares };
    held.hold(row.key, asOfOn, record, row);
    return null;
  };
  await eachRow(table, sink, { fieldCount: table.header.length }, take);
  held.finish();
  return { sourceCode: 'SHARES_OUTSTANDING', basis: null, sums };
}

/** Null for an empty cell, NaN for anything but a positive number. */
function count(text: string): number | null {
  if (text === '') return null;
  const value = money(text);
  return value > 0 ? value : Number.NaN;
}
