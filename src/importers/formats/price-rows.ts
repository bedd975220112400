import { symbolKey } from '../../symbol.js';
import { isTradingDay } from '../../time/calendar.js';
import { type Day, formatDay } from '../../time/day.js';
import type { Sink } from '../format.js';
import type { PriceRow } from '../rows.js';
import type { TextRecord } from '../tokenise.js';
import { cell } from './columns.js';
import { fileDay } from './dates.js';
import { HeldRows } from './held-rows.js';
import type { LateRivals } from './late-rivals.js';
import { decimal, money, roundTo } from './numbers.js';
import { PRICE_COLUMNS, type PriceLayout } from './price-layouts.js';
import { type Problem, problem, refusal, shown } from './problem.js';
import { Remarks } from './remarks.js';

/** Rows that wait for a rival: the whole history of a security. */
const WINDOW_ROWS = 20_000;
/** A close beyond its day's range by more than this share is a bad tick. */
const RANGE_TOLERANCE = 0.005;
const SUSPECT_MOVE = 10;
const NANOSECONDS_PER_DAY = 86_400_000_000_000n;
/** Midnight in New York is 4 or 5 hours behind UTC; 4 reaches the right date in both. */
const NEW_YORK_OFFSET = 14_400_000_000_000n;

/** What happened to a share on the day of a bar. */
interface Event {
  /** New shares for one old; null on a day without a split. */
  readonly ratio: number | null;
  readonly dividend: number | null;
}

interface Action extends Event {
  readonly price: PriceRow;
  readonly line: number;
}

/** A symbol as the file writes it, and the one that followed it last. */
interface Security {
  readonly text: string | null;
  readonly symbol: string;
  readonly key: string;
  next: Security | null;
}

const NO_EVENT: Event = { ratio: null, dividend: null };

/** Reads the rows of a price file, and hands corporate actions on at its end. */
export class PriceReader {
  readonly sums = { close: 0, volume: 0 };
  private readonly held: HeldRows<PriceRow>;
  /** By the line of the bar; most bars have none. */
  private readonly events = new Map<number, Event>();
  private readonly remarks = new Remarks();
  private readonly actions: Action[] = [];
  private readonly at: Record<keyof typeof PRICE_COLUMNS, number>;
  private readonly isInNanoseconds: boolean;
  private last: PriceRow | null = null;
  private lastRatio: number | null = null;
  private dateText: string | null = null;
  private tradedOn: Day | null = null;
  private isOpen = false;
  private readonly securities = new Map<string, Security>();
  private security: Security = { text: null, symbol: '', key: '', next: null };

  constructor(
    columns: Readonly<Record<string, number>>,
    private readonly layout: PriceLayout,
    /** The security of a file without a symbol column. */
    private readonly symbolOfFile: string | null,
    private readonly sink: Sink,
    late: LateRivals,
  ) {
    const find = (names: readonly string[]) =>
      Math.max(...names.map((name) => columns[name] as number));
    const entries = Object.entries(PRICE_COLUMNS).map(([name, names]) => [name, find(names)]);
    this.at = Object.fromEntries(entries);
    this.isInNanoseconds = (columns['window start'] as number) >= 0;
    this.held = new HeldRows<PriceRow>(sink, (row, line) => this.release(row, line), {
      window: { rows: WINDOW_ROWS, late },
      nameOf: ({ row }) => `${row.symbol} on ${formatDay(row.tradedOn)}`,
    });
  }

  take(record: TextRecord): Problem | null {
    const { at } = this;
    const { fields } = record;
    this.checkPeriod(cell(fields, at.period), record.line);
    const symbolProblem = this.readSymbol(cell(fields, at.symbol));
    if (symbolProblem !== null) return symbolProblem;
    const dateText = cell(fields, at.date);
    if (dateText !== this.dateText) this.readDay(dateText);
    const { tradedOn } = this;
    if (tradedOn === null) return problem('BAD_DATE', shown(dateText));
    if (!this.isOpen) return problem('NOT_A_TRADING_DAY', formatDay(tradedOn));
    const closeText = cell(fields, at.close);
    const highText = cell(fields, at.high);
    if (isMissing(closeText) && isMissing(highText)) {
      this.sink.skip(record.line, 'NO_TRADE');
      return null;
    }
    const close = money(closeText);
    const high = isMissing(highText) ? close : money(highText);
    const low = isMissing(cell(fields, at.low)) ? close : money(cell(fields, at.low));
    if (!(close > 0 && high > 0 && low > 0))
      return problem('BAD_PRICE', `close ${shown(closeText)}`);
    if (close > high * (1 + RANGE_TOLERANCE) || close < low * (1 - RANGE_TOLERANCE)) {
      return problem('CLOSE_OUTSIDE_RANGE', `close ${close}, high ${high}, low ${low}`);
    }
    const volumeText = cell(fields, at.volume);
    const volume = isMissing(volumeText) ? null : money(volumeText);
    if (volume !== null && !(volume >= 0)) return problem('BAD_VOLUME', shown(volumeText));
    const ratio = eventOf(cell(fields, at.split), 1);
    const dividend = eventOf(cell(fields, at.dividend), 0);
    if (Number.isNaN(ratio) || Number.isNaN(dividend))
      return problem('BAD_NUMBER', 'dividend, split');
    const { symbol, key } = this.security;
    const price: PriceRow = {
      symbol,
      key,
      tradedOn,
      close,
      volume,
      previousClose: null,
      marketCap: null,
      exchange: null,
    };
    if (ratio !== null || dividend !== null) this.events.set(record.line, { ratio, dividend });
    this.held.hold(key, tradedOn, record, price);
    return null;
  }

  finish(): void {
    this.held.finish();
    for (const action of this.actions) this.handOn(action);
    this.remarks.pass(
      this.sink,
      'SUSPECT_PRICE',
      (n) => `${n} closes move more than tenfold in a day without a split`,
    );
  }

  private release(price: PriceRow, line: number): void {
    this.sink.accept('price', price, line);
    this.sums.close += price.close;
    this.sums.volume += price.volume ?? 0;
    const event = this.events.get(line) ?? NO_EVENT;
    if (event !== NO_EVENT) this.actions.push({ price, line, ...event });
    const last = this.last;
    if (last !== null && last.key === price.key && event.ratio === null) {
      const move = price.close / last.close;
      if ((move > SUSPECT_MOVE || move < 1 / SUSPECT_MOVE) && this.lastRatio === null) {
        this.remarks.add('SUSPECT_PRICE', `${price.symbol} ${formatDay(price.tradedOn)}`);
      }
    }
    this.last = price;
    this.lastRatio = event.ratio;
  }

  private handOn({ price, line, ratio, dividend }: Action): void {
    const { symbol, key, tradedOn } = price;
    const action = { symbol, key, effectiveOn: tradedOn, terminalKind: null, newSymbol: null };
    if (ratio !== null) {
      const split = { ...action, kind: 'SPLIT', ratio, amount: null } as const;
      this.sink.also('corporateAction', split, line);
    }
    if (dividend !== null) {
      const amount = roundTo(dividend * this.splitsAfter(key, tradedOn), 6);
      const paid = { ...action, kind: 'DIVIDEND', ratio: null, amount } as const;
      this.sink.also('corporateAction', paid, line);
    }
  }

  /** Shares after all later splits of the file for one share of a day; 1 where amounts are raw. */
  private splitsAfter(key: string, on: Day): number {
    if (!this.layout.hasAdjustedDividends) return 1;
    return this.actions.reduce((product, { price, ratio }) => {
      const isLater = price.key === key && price.tradedOn > on;
      return isLater ? product * (ratio ?? 1) : product;
    }, 1);
  }

  private readDay(text: string): void {
    this.dateText = text;
    this.tradedOn = this.isInNanoseconds ? dayOfNanoseconds(text) : fileDay(text);
    this.isOpen = this.tradedOn !== null && isTradingDay(this.tradedOn);
  }

  private readSymbol(text: string): Problem | null {
    const last = this.security;
    if (text === last.text) return null;
    // A market by days names its symbols in one order, and to compare is cheaper than to look up.
    if (last.next?.text === text) {
      this.security = last.next;
      return null;
    }
    const isStooq = this.at.period >= 0;
    const symbol = this.symbolOfFile ?? (isStooq ? text.replace(/\.US$/i, '') : text);
    if (symbol === '') return problem('BAD_SYMBOL', 'no symbol');
    if (isStooq && symbol === text) return problem('BAD_SYMBOL', `${shown(text)} is no .US symbol`);
    this.security = this.securityOf(text, symbol);
    last.next = this.security;
    return null;
  }

  private securityOf(text: string, symbol: string): Security {
    let security = this.securities.get(text);
    if (security === undefined) {
      security = { text, symbol: symbol.toUpperCase(), key: symbolKey(symbol), next: null };
      this.securities.set(text, security);
    }
    return security;
  }

  private checkPeriod(period: string, line: number): void {
    if (this.at.period >= 0 && period !== 'D') {
      throw refusal('NOT_DAILY', `the bars are of period ${shown(period)}, not D (daily)`, line);
    }
  }
}

function isMissing(text: string): boolean {
  return text === '' || text === 'null' || text === 'N/A';
}

/** What a split or dividend cell says: null where nothing happened, NaN where it is unreadable. */
function eventOf(text: string, nothing: number): number | null {
  if (isMissing(text)) return null;
  const value = decimal(text);
  if (value === nothing || value === 0) return null;
  return value > 0 ? value : Number.NaN;
}

/** New York date of a bar's start in nanoseconds since 1970; null for anything else. */
function dayOfNanoseconds(text: string): Day | null {
  if (!/^\d{16,20}$/.test(text)) return null;
  return Number((BigInt(text) - NEW_YORK_OFFSET) / NANOSECONDS_PER_DAY);
}
