import { unpackNumbers } from '../../store/chunks/pack-numbers.js';
import { NO_DAY, type PackedBars, type StoredColumns } from '../../store/stored-columns.js';
import { isTradingDay } from '../../time/calendar.js';
import type { Day } from '../../time/day.js';

/** Where the bars of each ticker begin and end, found out in one look at all rows. */
export interface PriceSurvey {
  /** By ticker id: first and last day with a bar; NO_DAY where there is none. */
  readonly firstOn: Int32Array;
  readonly lastOn: Int32Array;
  /**
   * By ticker id: the price source of all its bars, as `sourceOf` names it, where each of them lies
   * in a chunk and on a trading day; NONE without bars, and SEVERAL for any other.
   */
  readonly source: Int32Array;
  /** Last day with a bar of each batch. */
  readonly lastOfBatch: ReadonlyMap<number, Day>;
  /** First and last day with any bar; null without one. */
  readonly span: readonly [Day, Day] | null;
}

export const NONE = -1;
const SEVERAL = -2;

/** Looks at the bars of a version. `sourceOf` gives the number of the price source of a batch. */
export function surveyPrices(
  { prices, packedPrices = [] }: Pick<StoredColumns, 'prices' | 'packedPrices'>,
  sourceOf: (batch: number) => number,
): PriceSurvey {
  const survey = new Survey(topOf(prices.tickerId, packedPrices));
  for (const part of packedPrices) {
    const days = new Int32Array(part.count);
    const tickers = new Int32Array(part.count);
    unpackNumbers(days, part.tradedOn.codes, part.tradedOn, NO_DAY);
    unpackNumbers(tickers, part.tickerId.codes, part.tickerId, 0);
    survey.takePart(tickers, days, part.batchId, sourceOf(part.batchId));
  }
  for (let k = 0; k < prices.count; k++) {
    survey.takeRow(prices.tickerId[k]!, prices.tradedOn[k]!, prices.batchId[k]!);
  }
  return survey.result();
}

function topOf(tickers: Int32Array, parts: readonly PackedBars[]): number {
  let top = tickers.reduce((most, id) => Math.max(most, id), 0);
  for (const { tickerId, count } of parts) {
    if (count > 0) top = Math.max(top, lastCode(tickerId));
  }
  return top;
}

function lastCode({ base, codes }: PackedBars['tickerId']): number {
  return (base ?? 0) + (codes.at(-1) ?? 0);
}

/** Tickers with any bar, ascending. */
export function pricedTickers({ source }: PriceSurvey): number[] {
  const found: number[] = [];
  for (let ticker = 0; ticker < source.length; ticker++) {
    if (source[ticker] !== NONE) found.push(ticker);
  }
  return found;
}

class Survey {
  private readonly firstOn: Int32Array;
  private readonly lastOn: Int32Array;
  private readonly source: Int32Array;
  private readonly lastOfBatch = new Map<number, Day>();
  private readonly sessions = new Map<Day, boolean>();
  private least = Number.POSITIVE_INFINITY;
  private most = Number.NEGATIVE_INFINITY;

  constructor(top: number) {
    this.firstOn = new Int32Array(top + 1).fill(NO_DAY);
    this.lastOn = new Int32Array(top + 1).fill(NO_DAY);
    this.source = new Int32Array(top + 1).fill(NONE);
  }

  takePart(tickers: Int32Array, days: Int32Array, batch: number, source: number): void {
    const { firstOn, lastOn, source: sources } = this;
    let seen = NO_DAY;
    let own = source;
    let last = NO_DAY;
    for (let k = 0; k < days.length; k++) {
      const on = days[k] as number;
      const ticker = tickers[k] as number;
      if (on !== seen) {
        seen = on;
        own = this.isSession(on) ? source : SEVERAL;
        if (on > last) last = on;
        if (on < this.least) this.least = on;
      }
      const known = sources[ticker] as number;
      if (known === NONE) {
        firstOn[ticker] = on;
        lastOn[ticker] = on;
        sources[ticker] = own;
        continue;
      }
      if (known !== own) sources[ticker] = SEVERAL;
      if (on > (lastOn[ticker] as number)) lastOn[ticker] = on;
      else if (on < (firstOn[ticker] as number)) firstOn[ticker] = on;
    }
    if (last > this.most) this.most = last;
    this.endBatch(batch, last);
  }

  takeRow(ticker: number, on: Day, batch: number): void {
    const { firstOn, lastOn, source } = this;
    const isNew = source[ticker] === NONE;
    source[ticker] = SEVERAL;
    if (isNew || on < (firstOn[ticker] as number)) firstOn[ticker] = on;
    if (isNew || on > (lastOn[ticker] as number)) lastOn[ticker] = on;
    if (on < this.least) this.least = on;
    if (on > this.most) this.most = on;
    this.endBatch(batch, on);
  }

  result(): PriceSurvey {
    const { firstOn, lastOn, source, lastOfBatch, least, most } = this;
    return { firstOn, lastOn, source, lastOfBatch, span: least > most ? null : [least, most] };
  }

  private endBatch(batch: number, on: Day): void {
    if (on > (this.lastOfBatch.get(batch) ?? NO_DAY)) this.lastOfBatch.set(batch, on);
  }

  private isSession(on: Day): boolean {
    let known = this.sessions.get(on);
    if (known === undefined) {
      known = isTradingDay(on);
      this.sessions.set(on, known);
    }
    return known;
  }
}
