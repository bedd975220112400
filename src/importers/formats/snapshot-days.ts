import { symbolKey } from '../../symbol.js';
import { isTradingDay } from '../../time/calendar.js';
import { type Day, formatDay } from '../../time/day.js';
import type { FileSummary, Sink } from '../format.js';
import type { PriceRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { cell, type Layout, locate } from './columns.js';
import { fileDay } from './dates.js';
import { type Held, HeldRows } from './held-rows.js';
import { LateRivals, NO_SINK } from './late-rivals.js';
import { money, roundTo } from './numbers.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { Remarks } from './remarks.js';
import { eachRow, type Table } from './table.js';

const LAYOUT = {
  format: 'daily-snapshot',
  title: 'a daily snapshot (session_date,exchange,symbol,lastsale,netchange,volume,marketCap)',
  required: ['session date', 'symbol', 'lastsale', 'netchange', 'volume', 'marketcap'],
  optional: ['snapshot utc', 'exchange'],
  ignored: ['pctchange', 'name', 'country', 'ipoyear', 'industry', 'sector', 'url'],
} as const satisfies Layout<string, string>;
type Columns = Record<(typeof LAYOUT.required)[number] | (typeof LAYOUT.optional)[number], number>;

/** Two and a half days of rows wait for a rival; the file is sorted by day. */
const WINDOW_ROWS = 20_000;
/** A day with fewer than this share of the rows of the day before is half a day. */
const THIN_DAY_SHARE = 0.5;

/** Day files of the screener: one row a line and day. */
export async function readSnapshotDays(
  table: Table,
  openAgain: () => Promise<Table>,
  sink: Sink,
): Promise<FileSummary> {
  const late = new LateRivals();
  const columns = locate(table.header, LAYOUT, sink);
  const reader = new SnapshotReader(columns, sink, late);
  const rules = { fieldCount: table.header.length };
  await eachRow(table, sink, rules, (record) => reader.take(record));
  const summary = reader.finish();
  await late.settle(sink, async () => {
    const again = new SnapshotReader(columns, NO_SINK, late);
    await eachRow(await openAgain(), NO_SINK, rules, (record) => again.take(record));
  });
  return summary;
}

class SnapshotReader {
  private readonly remarks = new Remarks();
  private readonly held: HeldRows<PriceRow>;
  private readonly listings = new Map<string, Listing>();
  private readonly rowsByDay = new Map<Day, number>();
  private readonly sums = { close: 0, volume: 0, marketCap: 0 };
  private dateText = '';
  private tradedOn: Day | null = null;
  private isOpen = false;

  constructor(
    private readonly columns: Columns,
    private readonly sink: Sink,
    late: LateRivals,
  ) {
    this.held = new HeldRows<PriceRow>(sink, (row, line) => this.release(row, line), {
      window: { rows: WINDOW_ROWS, late },
      settle: (older, newer) => this.settle(older, newer),
      nameOf: ({ row }) => `${row.symbol} on ${formatDay(row.tradedOn)}`,
    });
  }

  take(record: TextRecord): Problem | null {
    const { fields } = record;
    const { columns } = this;
    const tradedOn = this.day(cell(fields, columns['session date']));
    if (tradedOn === null) return problem('BAD_DATE', shown(this.dateText));
    if (!this.isOpen) {
      this.sink.skip(record.line, 'NOT_A_TRADING_DAY');
      return null;
    }
    const symbol = cell(fields, columns.symbol).toUpperCase();
    if (symbol === '') return problem('BAD_SYMBOL', 'no symbol');
    const close = money(cell(fields, columns.lastsale));
    if (!(close > 0)) return problem('BAD_PRICE', shown(cell(fields, columns.lastsale)));
    const netChange = optional(cell(fields, columns.netchange));
    const volume = optional(cell(fields, columns.volume));
    const marketCap = optional(cell(fields, columns.marketcap));
    if (Number.isNaN(netChange)) return problem('BAD_NUMBER', 'net change');
    if (Number.isNaN(marketCap)) return problem('BAD_NUMBER', 'market value');
    if (volume !== null && !(volume >= 0)) return problem('BAD_VOLUME', 'volume');
    const exchange = cell(fields, columns.exchange).toUpperCase();
    const key = symbolKey(symbol);
    this.noteListing(key, tradedOn, exchange);
    this.held.hold(key, tradedOn, record, {
      symbol,
      key,
      tradedOn,
      close,
      previousClose: netChange === null ? null : positive(roundTo(close - netChange, 6)),
      volume,
      marketCap: marketCap === null ? null : positive(marketCap),
      exchange: exchange === '' ? null : exchange,
    });
    return null;
  }

  finish(): FileSummary {
    this.held.finish();
    this.checkDays();
    this.remarks.pass(
      this.sink,
      'OTHER_LISTING',
      (n) => `${n} rows of an earlier listing left out`,
    );
    return { sourceCode: 'DAILY_SNAPSHOT', basis: 'RAW', sums: this.sums };
  }

  private release(row: PriceRow, line: number): void {
    this.sink.accept('price', row, line);
    this.rowsByDay.set(row.tradedOn, (this.rowsByDay.get(row.tradedOn) ?? 0) + 1);
    this.sums.close += row.close;
    this.sums.volume += row.volume ?? 0;
    this.sums.marketCap += row.marketCap ?? 0;
  }

  private day(text: string): Day | null {
    if (text !== this.dateText) {
      this.dateText = text;
      this.tradedOn = fileDay(text);
      this.isOpen = this.tradedOn !== null && isTradingDay(this.tradedOn);
    }
    return this.tradedOn;
  }

  private noteListing(key: string, on: Day, exchange: string): void {
    const listing = this.listings.get(key);
    if (listing === undefined) {
      this.listings.set(key, { on, exchange, before: null });
    } else if (listing.on !== on) {
      listing.before = listing.exchange;
      listing.on = on;
      listing.exchange = exchange;
    }
  }

  /** Two exchanges on one day: the one that did not list the symbol before is the later listing. */
  private settle(older: Held<PriceRow>, newer: Held<PriceRow>): boolean {
    const before = this.listings.get(newer.key)?.before ?? null;
    const [a, b] = [older.row.exchange, newer.row.exchange];
    if (older.row.symbol !== newer.row.symbol || a === b || (a !== before && b !== before)) {
      return false;
    }
    const isNewerKept = a === before;
    if (isNewerKept) {
      this.held.replace(older, newer);
      const listing = this.listings.get(newer.key);
      if (listing !== undefined) listing.exchange = b ?? '';
    }
    this.sink.skip((isNewerKept ? older : newer).record.line, 'OTHER_LISTING');
    this.remarks.add('OTHER_LISTING', newer.row.symbol);
    return true;
  }

  private checkDays(): void {
    let before: number | null = null;
    for (const [on, rows] of [...this.rowsByDay].sort((a, b) => a[0] - b[0])) {
      if (before !== null && rows < before * THIN_DAY_SHARE) {
        const message = `${formatDay(on)} has ${rows} rows, the day before it ${before}`;
        throw refusal('THIN_DAY', `the file is not whole: ${message}`);
      }
      before = rows;
    }
  }
}

/** Where a symbol is listed on a day, and where it was listed on its day before. */
interface Listing {
  on: Day;
  exchange: string;
  before: string | null;
}

/** Null for an empty cell, NaN for an unreadable one. */
function optional(text: string): number | null {
  return text === '' ? null : money(text);
}

function positive(value: number): number | null {
  return value > 0 ? value : null;
}
