import { NO_DAY, type StoredColumns } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import type { SymbolChange, TickerUse } from './identity.js';
import type { PriceSurvey } from './packed/survey.js';
import { type RowsByTicker, rowAt } from './ticker-rows.js';

/** When each ticker was in use, as far as stored rows show. */
export interface TickerUses {
  /** Every ticker, by prices and short reports; by reference rows where it has neither. */
  readonly all: readonly TickerUse[];
  /** Tickers with prices, by prices alone. */
  readonly byPrice: ReadonlyMap<number, TickerUse>;
  of(ticker: number): TickerUse;
}

/** `reports` are the rows of the short reports. */
export function tickerUses(
  stored: StoredColumns,
  survey: PriceSurvey,
  reports: RowsByTicker,
): TickerUses {
  const { shortInterest, tickers } = stored;
  const byPrice = priceSpans(survey);
  const all: Spans = new Map([...byPrice].map(([ticker, use]) => [ticker, { ...use }]));
  widen(all, reports, shortInterest.settledOn);
  const rest: Spans = new Map();
  for (const { tickerId, heldOn } of stored.holdings) {
    if (tickerId !== null) widenOne(rest, tickerId, heldOn);
  }
  for (const { tickerId, fromOn, toOn } of stored.memberSpells) {
    widenOne(rest, tickerId, fromOn);
    if (toOn !== null) widenOne(rest, tickerId, toOn - 1);
  }
  for (const { tickerId, asOfOn } of stored.classifications) widenOne(rest, tickerId, asOfOn);
  for (const id of tickers.id) {
    if (!all.has(id)) all.set(id, rest.get(id) ?? { ticker: id, firstOn: 0, lastOn: 0 });
  }
  return { all: [...all.values()], byPrice, of: (ticker) => all.get(ticker)! };
}

/** Changes of symbol on record: renames, and ends of a listing that name the next symbol. */
export function recordedChanges(stored: StoredColumns): SymbolChange[] {
  const changes = new Map<string, SymbolChange>();
  for (const action of stored.corporateActions) {
    const isMove =
      action.kind === 'RENAME' ||
      (action.kind === 'TERMINAL' &&
        (action.terminalKind === 'BANKRUPT' || action.terminalKind === 'TRANSFERRED'));
    if (!isMove || action.newTickerId === null) continue;
    changes.set(`${action.tickerId}:${action.newTickerId}:${action.effectiveOn}`, {
      from: action.tickerId,
      to: action.newTickerId,
      effectiveOn: action.effectiveOn,
      isMatched: false,
    });
  }
  return [...changes.values()];
}

function priceSpans({ firstOn, lastOn }: PriceSurvey): Spans {
  const spans: Spans = new Map();
  firstOn.forEach((on, ticker) => {
    if (on === NO_DAY) return;
    spans.set(ticker, { ticker, firstOn: on, lastOn: lastOn[ticker] as number });
  });
  return spans;
}

type Spans = Map<number, { ticker: number; firstOn: Day; lastOn: Day }>;

/** The rows of a ticker are in order of day, so that the first and the last tell its span. */
function widen(spans: Spans, rows: RowsByTicker, days: Int32Array): void {
  for (let ticker = 0; ticker + 1 < rows.starts.length; ticker++) {
    const range = rows.range(ticker);
    if (range === undefined) continue;
    widenOne(spans, ticker, days[rowAt(rows, range[0])] as Day);
    widenOne(spans, ticker, days[rowAt(rows, range[1] - 1)] as Day);
  }
}

function widenOne(spans: Spans, ticker: number, on: Day): void {
  const known = spans.get(ticker);
  if (known === undefined) {
    spans.set(ticker, { ticker, firstOn: on, lastOn: on });
    return;
  }
  if (on < known.firstOn) known.firstOn = on;
  if (on > known.lastOn) known.lastOn = on;
}
