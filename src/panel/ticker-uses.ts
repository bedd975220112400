import type { StoredColumns } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import type { SymbolChange, TickerUse } from './identity.js';

/** When each ticker was in use, as far as stored rows show. */
export interface TickerUses {
  /** Every ticker, by prices and short reports; by reference rows where it has neither. */
  readonly all: readonly TickerUse[];
  /** Tickers with prices, by prices alone. */
  readonly byPrice: ReadonlyMap<number, TickerUse>;
  of(ticker: number): TickerUse;
}

export function tickerUses(stored: StoredColumns): TickerUses {
  const { prices, shortInterest, tickers } = stored;
  const byPrice = new Map<number, { ticker: number; firstOn: Day; lastOn: Day }>();
  widen(byPrice, prices.tickerId, prices.tradedOn, prices.count);
  const all = new Map([...byPrice].map(([ticker, use]) => [ticker, { ...use }]));
  widen(all, shortInterest.tickerId, shortInterest.settledOn, shortInterest.count);
  const rest = new Map<number, { ticker: number; firstOn: Day; lastOn: Day }>();
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

type Spans = Map<number, { ticker: number; firstOn: Day; lastOn: Day }>;

function widen(spans: Spans, tickers: Int32Array, days: Int32Array, count: number): void {
  for (let k = 0; k < count; k++) widenOne(spans, tickers[k] as number, days[k] as Day);
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
