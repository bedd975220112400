import { isTradingDay } from '../../time/calendar.js';
import { type Day, formatDay } from '../../time/day.js';
import type { FileSummary, Format, FormatContext, Sink } from '../format.js';
import { TextFile, type TextRecord } from '../tokenise.js';
import { cell, type Layout, locate, wrongHeader } from './columns.js';
import { dayInFileName, namedMonthDay } from './dates.js';
import { type HoldingColumns, HoldingRows } from './holding-rows.js';
import { indexName, indexOfFileName, isKnownIndex } from './index-names.js';
import { problem, refusal, shown } from './problem.js';
import { quarantine, refuseJson } from './table.js';

const LAYOUT = {
  format: 'ishares-holdings',
  title: 'an iShares holdings sheet',
  required: ['ticker', 'name', 'sector', 'asset class', 'market value', 'price'],
  optional: ['shares', 'quantity', 'weight (%)', 'exchange', 'currency'],
  ignored: [
    'notional value',
    'location',
    'fx rate',
    'market currency',
    'accrual date',
    'cusip',
    'isin',
    'sedol',
  ],
} as const satisfies Layout<string, string>;

/** Lines to look through for the header. */
const PREAMBLE_LINES_MAX = 40;

/**
 * The holdings sheet of an iShares fund, in all its variants: with and without the lines above the
 * header, 14 to 18 columns, `Shares` or `Quantity`, as downloaded or saved again by a spreadsheet.
 * Its equity lines are the members of the index that `--index` names.
 */
export const isharesHoldings: Format = {
  name: 'ishares-holdings',
  async read(input, context, sink) {
    const file = await TextFile.open(input);
    refuseJson(file);
    checkIndex(context, file.firstLine);
    const sheet = new Sheet(context, sink, file.firstLine);
    for await (const batch of file.batches({ delimiter: ',', quotes: 'STRICT' })) {
      for (const record of batch) sheet.take(record);
      await sink.drain();
    }
    return sheet.finish();
  },
};

/** A sheet line by line: above the header, in the data, behind the data. */
class Sheet {
  private rows: HoldingRows | null = null;
  private fieldCount = 0;
  private heldOn: Day | null = null;
  private isOver = false;
  private linesAbove = 0;

  constructor(
    private readonly context: FormatContext,
    private readonly sink: Sink,
    private readonly firstLine: string,
  ) {}

  take(record: TextRecord): void {
    if (this.rows === null) this.takeAbove(record);
    else if (this.isOver) this.sink.skip(record.line, 'FOOTER');
    else this.takeRow(record, this.rows);
  }

  finish(): FileSummary {
    if (this.rows === null) throw this.noHeader();
    return this.rows.finish();
  }

  private takeAbove(record: TextRecord): void {
    const first = cell(record.fields, 0);
    if (first === 'Ticker') {
      const found = locate(record.fields, LAYOUT, this.sink);
      const shares = found.shares >= 0 ? found.shares : found.quantity;
      if (shares < 0) throw wrongHeader(record.fields, LAYOUT, ['Shares', 'Quantity']);
      const columns: HoldingColumns = { ...found, shares };
      this.fieldCount = record.fields.length;
      this.rows = new HoldingRows(columns, this.statedDay(), this.sink);
      return;
    }
    this.linesAbove += 1;
    if (this.linesAbove > PREAMBLE_LINES_MAX) throw this.noHeader();
    if (/holdings as of/i.test(first)) {
      const text = cell(record.fields, 1);
      this.heldOn = namedMonthDay(text);
      if (this.heldOn === null) {
        throw refusal(
          'NO_DATE',
          `the sheet is as of ${shown(text)}, which is no date`,
          record.line,
        );
      }
    }
  }

  private takeRow(record: TextRecord, rows: HoldingRows): void {
    const { fields } = record;
    const isSingle = fields.slice(1).every((field) => field.trim() === '');
    if (isSingle && !(record.isLast && !record.isTerminated && cell(fields, 0) !== '')) {
      this.isOver = true;
      this.sink.skip(record.line, 'FOOTER');
      return;
    }
    const isWhole = fields.length === this.fieldCount;
    const found = isWhole
      ? rows.take(record)
      : problem('FIELD_COUNT', `${fields.length} fields instead of ${this.fieldCount}`);
    if (found === null) return;
    if (!isWhole && record.isLast) {
      const message = `the file is cut short: its last line is not whole (${found.detail})`;
      throw refusal('TRUNCATED', message, record.line);
    }
    quarantine(this.sink, record, found);
  }

  /** The day of the sheet, else of `--as-of`, else of the file name. Two that differ: refused. */
  private statedDay(): Day {
    const { asOf, fileName } = this.context;
    if (this.heldOn !== null && asOf !== null && asOf !== this.heldOn) {
      const stated = formatDay(this.heldOn);
      const message = `the sheet is as of ${stated}, but --as-of says ${formatDay(asOf)}`;
      throw refusal('DATE_MISMATCH', message);
    }
    const on = this.heldOn ?? asOf ?? dayInFileName(fileName);
    if (on === null) {
      throw refusal('NO_DATE', 'the sheet does not state its day; give it with --as-of YYYY-MM-DD');
    }
    if (!isTradingDay(on)) {
      this.sink.warn('NOT_A_TRADING_DAY', `the exchange was closed on ${formatDay(on)}`);
    }
    return on;
  }

  private noHeader(): Error {
    return wrongHeader(this.firstLine.split(/[,|]/), LAYOUT, ['Ticker']);
  }
}

/** Refuses a sheet without `--index`, or of a fund that is known to hold another index. */
function checkIndex(context: FormatContext, firstLine: string): void {
  if (context.index === null) {
    throw refusal('INDEX_REQUIRED', 'say which index the fund holds, such as --index RUT');
  }
  const asked = indexName(context.index);
  const held = indexOfTitle(firstLine) ?? indexOfFileName(context.fileName);
  if (held !== null && held !== asked && isKnownIndex(asked)) {
    const message = `the sheet is of a fund that holds ${held}, but --index says ${context.index}`;
    throw refusal('INDEX_MISMATCH', message);
  }
}

function indexOfTitle(title: string): string | null {
  if (!title.includes('iShares')) return null;
  if (/S&P 500 ETF/.test(title)) return 'SPX';
  const russell = /Russell (1000|2000|3000) ETF/.exec(title)?.[1];
  return { '1000': 'RUI', '2000': 'RUT', '3000': 'RUA' }[russell ?? ''] ?? null;
}
