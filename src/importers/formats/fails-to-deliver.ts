import { symbolKey } from '../../symbol.js';
import { formatDay } from '../../time/day.js';
import type { FileSummary, Format, Sink } from '../format.js';
import type { FailToDeliverRow, TickerRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { cell, type Layout, locate } from './columns.js';
import { fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { decimal, integer } from './numbers.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { eachRow, openTable } from './table.js';

const LAYOUT = {
  format: 'fails-to-deliver',
  title: 'an SEC file of fails to deliver',
  required: ['settlement date', 'cusip', 'symbol', 'quantity (fails)', 'description', 'price'],
} as const satisfies Layout<string>;
type Columns = Record<(typeof LAYOUT.required)[number], number>;

const COUNT = /^trailer record count +(\d+)$/i;
const TOTAL = /^trailer total quantity of shares +(\d+)$/i;

/** What can be a ticker: letters, perhaps with a class. 5116REORGPYMNT and blanks are none. */
const TICKER = /^[A-Z]{1,9}([./ -][A-Z]{1,3})?$/;

/**
 * The SEC's fails to deliver, half a month a file (`cnsfailsYYYYMMa.txt`): bars between the fields,
 * a quote is a letter. Two trailers state the number of rows and the sum of their shares; a file
 * whose trailers are not there or not right is refused.
 */
export const failsToDeliver: Format = {
  name: 'fails-to-deliver',
  async read(input, _context, sink) {
    const table = await openTable(input, () => ({ delimiter: '|', quotes: 'NONE' }));
    const columns = locate(table.header, LAYOUT, sink);
    const reader = new FailsReader(columns, table.header.length, sink);
    await eachRow(table, sink, { fieldCount: null }, (record) => reader.take(record));
    return reader.finish();
  },
};

class FailsReader {
  private readonly held: HeldRows<FailToDeliverRow>;
  private readonly sums = { quantity: 0 };
  private rowCount = 0;
  /** Shares of all rows, those that are kept aside included. */
  private total = 0;
  private statedCount: number | null = null;
  private statedTotal: number | null = null;

  constructor(
    private readonly columns: Columns,
    private readonly fieldCount: number,
    private readonly sink: Sink,
  ) {
    this.held = new HeldRows(sink, (row, line) => this.release(row, line), {
      nameOf: ({ row }) => `${row.cusip} on ${formatDay(row.settledOn)}`,
    });
  }

  take(record: TextRecord): Problem | null {
    if (this.isTrailer(record)) return null;
    if (this.statedCount !== null || this.statedTotal !== null) {
      const message = `line ${record.line} stands behind a trailer`;
      throw refusal('TRAILER_MISMATCH', message, record.line);
    }
    this.rowCount += 1;
    const fields = wholeFields(record.fields, this.columns.description, this.fieldCount);
    const text = (name: keyof Columns) => cell(fields, this.columns[name]);
    const quantity = integer(text('quantity (fails)'));
    if (quantity >= 0) this.total += quantity;
    if (fields.length !== this.fieldCount) {
      return problem('FIELD_COUNT', `${fields.length} fields instead of ${this.fieldCount}`);
    }
    if (!(quantity >= 0)) return problem('BAD_NUMBER', shown(text('quantity (fails)')));
    const settledOn = fileDay(text('settlement date'));
    if (settledOn === null) return problem('BAD_DATE', shown(text('settlement date')));
    const cusip = text('cusip').toUpperCase();
    if (!/^[0-9A-Z*@#]{9}$/.test(cusip)) return problem('BAD_CUSIP', shown(text('cusip')));
    const price = priceOf(text('price'));
    if (Number.isNaN(price)) return problem('BAD_PRICE', shown(text('price')));
    const symbol = text('symbol').toUpperCase();
    const ticker = tickerOf(symbol);
    const description = text('description') || null;
    const row = { settledOn, cusip, symbol, ticker, description, quantity, price };
    this.held.hold(cusip, settledOn, record, row);
    return null;
  }

  finish(): FileSummary {
    if (this.statedCount === null || this.statedTotal === null) {
      const message = 'the file is cut short: it does not end with its two trailers';
      throw refusal('TRUNCATED', message);
    }
    if (this.statedCount !== this.rowCount) {
      const message = `the trailer counts ${this.statedCount} rows, and there are ${this.rowCount}`;
      throw refusal('TRAILER_MISMATCH', message);
    }
    if (this.statedTotal !== this.total) {
      const message = `the trailer adds up ${this.statedTotal} shares, the rows ${this.total}`;
      throw refusal('TRAILER_MISMATCH', message);
    }
    this.held.finish();
    return { sourceCode: 'SEC_FAILS_TO_DELIVER', basis: null, sums: this.sums };
  }

  private isTrailer(record: TextRecord): boolean {
    const text = record.fields.length === 1 ? (record.fields[0] as string).trim() : '';
    const count = COUNT.exec(text);
    const total = TOTAL.exec(text);
    if (count !== null) this.statedCount = Number(count[1]);
    if (total !== null) this.statedTotal = Number(total[1]);
    if (count === null && total === null) return false;
    this.sink.skip(record.line, 'TRAILER');
    return true;
  }

  private release(row: FailToDeliverRow, line: number): void {
    this.sink.accept('failToDeliver', row, line);
    this.sums.quantity += row.quantity;
  }
}

/** A description may hold a bar of its own: what is too much belongs to it. */
function wholeFields(fields: readonly string[], description: number, count: number) {
  const extra = fields.length - count;
  if (extra <= 0) return fields;
  const words = fields.slice(description, description + extra + 1).join('|');
  return [...fields.slice(0, description), words, ...fields.slice(description + extra + 1)];
}

/** Null for a missing price and for one that was rounded to nothing; NaN for what is no price. */
function priceOf(text: string): number | null {
  if (text === '' || text === '.') return null;
  const price = decimal(text);
  return price === 0 ? null : price > 0 ? price : Number.NaN;
}

function tickerOf(symbol: string): TickerRow | null {
  return TICKER.test(symbol) ? { symbol, key: symbolKey(symbol) } : null;
}
