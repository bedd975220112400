import { symbolKey } from '../../symbol.js';
import { type Day, formatDay, parseDay } from '../../time/day.js';
import type { FileSummary, Format, FormatContext, Sink } from '../format.js';
import type { ShortInterestRow } from '../rows.js';
import type { Dialect, TextRecord } from '../tokenise.js';
import { cell, type Layout, locate } from './columns.js';
import { compactDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import { integer } from './numbers.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { Remarks } from './remarks.js';
import { eachRow, openTable } from './table.js';

const LAYOUT = {
  format: 'finra-short-interest',
  title: 'a FINRA short interest file',
  required: [
    'accountingyearmonthnumber',
    'symbolcode',
    'issuename',
    'issuerservicesgroupexchangecode',
    'marketclasscode',
    'currentshortpositionquantity',
    'previousshortpositionquantity',
    'stocksplitflag',
    'averagedailyvolumequantity',
    'daystocoverquantity',
    'revisionflag',
    'changepercent',
    'changepreviousnumber',
    'settlementdate',
  ],
} as const satisfies Layout<string>;
type Columns = Record<(typeof LAYOUT.required)[number], number>;

/** Exchange by market class code. */
const EXCHANGES: Readonly<Record<string, string>> = {
  NYSE: 'NYSE',
  AMEX: 'AMEX',
  ARCA: 'ARCA',
  BZX: 'BZX',
  NNM: 'NASDAQ',
  SC: 'NASDAQ',
  OTC: 'OTC',
  OTCBB: 'OTC',
  IEX: 'IEX',
};

/**
 * FINRA consolidated short interest, one settlement a file: as published (bars between the fields,
 * a quote is a letter), or the comma-separated export of the same columns, where quoting is on.
 */
export const finraShortInterest: Format = {
  name: 'finra-short-interest',
  async read(input, context, sink) {
    const table = await openTable(input, dialectOf);
    const columns = locate(table.header, LAYOUT, sink);
    const reader = new ShortInterestReader(columns, context, sink);
    const rules = { fieldCount: table.header.length, isTailStrict: true };
    await eachRow(table, sink, rules, (record) => reader.take(record));
    return reader.finish();
  },
};

function dialectOf(firstLine: string): Dialect {
  return firstLine.includes('|')
    ? { delimiter: '|', quotes: 'NONE' }
    : { delimiter: ',', quotes: 'RELAXED' };
}

class ShortInterestReader {
  private settledOn: Day | null = null;
  private readonly remarks = new Remarks();
  private readonly held: HeldRows<ShortInterestRow>;
  private readonly sums = { shares: 0, previousShares: 0, averageDailyVolume: 0 };

  constructor(
    private readonly columns: Columns,
    private readonly context: FormatContext,
    private readonly sink: Sink,
  ) {
    this.held = new HeldRows(sink, (row, line) => this.release(row, line), {
      nameOf: ({ row }) => `${row.symbol} on ${formatDay(row.settledOn)}`,
    });
  }

  take(record: TextRecord): Problem | null {
    const { columns } = this;
    const text = (name: keyof Columns) => cell(record.fields, columns[name]);
    const settledOn = parseDay(text('settlementdate'));
    if (settledOn === null) return problem('BAD_DATE', shown(text('settlementdate')));
    this.checkDate(settledOn, text('accountingyearmonthnumber'), record.line);
    const symbol = text('symbolcode');
    if (!/^[A-Za-z]{1,9}$/.test(symbol)) return problem('BAD_SYMBOL', shown(symbol));
    const shares = integer(text('currentshortpositionquantity'));
    const previousShares = integer(text('previousshortpositionquantity'));
    const averageDailyVolume = integer(text('averagedailyvolumequantity'));
    const change = integer(text('changepreviousnumber'));
    if (!(shares >= 0 && previousShares >= 0 && averageDailyVolume >= 0)) {
      return problem('BAD_NUMBER', 'a quantity is negative or no whole number');
    }
    if (change !== shares - previousShares) {
      return problem('CHANGE_MISMATCH', `${shares} - ${previousShares} is not ${change}`);
    }
    const split = text('stocksplitflag');
    const revision = text('revisionflag');
    if (!['', 'S'].includes(split) || !['', 'R'].includes(revision)) {
      return problem('BAD_FLAG', `split ${shown(split)}, revision ${shown(revision)}`);
    }
    this.checkDaysToCover(symbol, shares, averageDailyVolume, text('daystocoverquantity'));
    this.held.hold(symbol, settledOn, record, {
      symbol,
      key: symbolKey(symbol),
      settledOn,
      name: text('issuename'),
      exchange: this.exchange(text('marketclasscode')),
      shares,
      previousShares,
      averageDailyVolume,
      isSplit: split === 'S',
      isRevised: revision === 'R',
    });
    return null;
  }

  finish(): FileSummary {
    this.held.finish();
    const { remarks, sink } = this;
    remarks.pass(sink, 'SHORT_DATE', (n) => `${n} rows state a month instead of a date`);
    remarks.pass(
      sink,
      'DAYS_TO_COVER',
      (n) => `days to cover of ${n} rows are not what FINRA states`,
    );
    remarks.pass(sink, 'UNKNOWN_MARKET', (n) => `unknown market class in ${n} rows`);
    return { sourceCode: 'FINRA_SHORT_INTEREST', basis: null, sums: this.sums };
  }

  private release(row: ShortInterestRow, line: number): void {
    this.sink.accept('shortInterest', row, line);
    this.sums.shares += row.shares;
    this.sums.previousShares += row.previousShares;
    this.sums.averageDailyVolume += row.averageDailyVolume;
  }

  /** One settlement a file, and the same one in both columns and in the file's name. */
  private checkDate(settledOn: Day, accounting: string, line: number): void {
    const stated = formatDay(settledOn);
    if (this.settledOn === null) {
      this.settledOn = settledOn;
      const named = /shrt(\d{8})/i.exec(this.context.fileName)?.[1];
      if (named !== undefined && compactDay(named) !== settledOn) {
        throw refusal('MIXED_DATES', `the file is of ${stated}, but its name says ${named}`, line);
      }
    } else if (settledOn !== this.settledOn) {
      const first = formatDay(this.settledOn);
      const message = `line ${line} is of ${stated}, the rows before it of ${first}`;
      throw refusal('MIXED_DATES', message, line);
    }
    const digits = stated.replaceAll('-', '');
    if (accounting === digits) return;
    if (accounting !== digits.slice(0, 6)) {
      const message = `line ${line} says ${shown(accounting)} and ${stated}`;
      throw refusal('MIXED_DATES', message, line);
    }
    this.remarks.add('SHORT_DATE', accounting);
  }

  /** FINRA's rule in whole hundredths: 0 without a position, else between 1.00 and 999.99 (M15). */
  private checkDaysToCover(symbol: string, shares: number, volume: number, stated: string): void {
    const quotient = volume === 0 ? 99_999 : Math.floor((200 * shares + volume) / (2 * volume));
    const expected = shares === 0 ? 0 : Math.min(99_999, Math.max(100, quotient));
    if (Math.round(Number(stated) * 100) !== expected) this.remarks.add('DAYS_TO_COVER', symbol);
  }

  private exchange(marketClass: string): string | null {
    const exchange = EXCHANGES[marketClass];
    if (exchange === undefined) this.remarks.add('UNKNOWN_MARKET', marketClass);
    return exchange ?? null;
  }
}
