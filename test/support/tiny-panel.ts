import type {
  EventColumns,
  HoldingsSnapshot,
  IndexColumns,
  MemberSpell,
  Panel,
  SourceRow,
  Terminal,
} from '../../src/panel/panel.js';
import { addTradingDays } from '../../src/time/calendar.js';
import { type Day, day } from '../../src/time/day.js';
import { DayAxis } from '../../src/time/day-axis.js';
import type { Sector, TerminalKind } from '../../src/vocabulary.js';
import { shareCounts } from './share-counts.js';

/** A security in plain words. Entries of arrays are for the days of the axis, from its first. */
export interface TinySecurity {
  /** Nulls at the start: not listed yet. Later: no trade. A shorter array: no bars after it. */
  closes: (number | null)[];
  /** Market value is this times the close; or one value a day. Unknown when left out. */
  shares?: number;
  caps?: number[];
  volumes?: number[];
  sector?: Sector;
  /** Sectors from days on, as day indices. */
  sectors?: Record<number, Sector>;
  industry?: string;
  exchange?: string;
  /** The listing ended after the last close; the price is what a share was left with. */
  ended?: { kind: TerminalKind; price: number | null };
  /** US dollars a share by day index. */
  dividends?: Record<number, number>;
}

export interface TinyIndex {
  levels?: (number | null)[];
  /** Shares held by symbol, by day index; an index may lie outside the axis. */
  holdings?: Record<number, Record<string, number>>;
  /** [first day index in, first day index out or null] by symbol. */
  spells?: Record<string, [number, number | null][]>;
}

export interface TinyMarket {
  firstOn?: string;
  days: number;
  securities: Record<string, TinySecurity>;
  indices?: Record<string, TinyIndex>;
  sources?: SourceRow[];
}

/** A panel of a few securities, written out in a test. */
export function tinyPanel(market: TinyMarket): Panel {
  const firstOn = day(market.firstOn ?? '2023-01-03');
  const axis = new DayAxis(firstOn, addTradingDays(firstOn, market.days - 1));
  const symbols = Object.keys(market.securities).sort();
  const rows = symbols.map((symbol) => market.securities[symbol] as TinySecurity);
  return {
    version: { number: 1, hash: 'tiny', publishedAt: 0, isSimulated: false },
    axis,
    securities: securityColumns(symbols, rows, axis),
    prices: priceColumns(rows),
    shorts: {
      offsets: new Int32Array(rows.length + 1),
      index: new Int32Array(0),
      publishedIndex: new Int32Array(0),
      shares: new Float64Array(0),
      firstShares: new Float64Array(0),
      revisedIndex: new Int32Array(0),
      isAbsence: new Uint8Array(0),
      settlements: new Int32Array(0),
      files: { markets: [], isComplete: new Uint8Array(0) },
      markets: new Uint8Array(rows.length),
      fees: {
        offsets: new Int32Array(rows.length + 1),
        effectiveOn: new Int32Array(0),
        values: new Float64Array(0),
      },
    },
    indices: Object.entries(market.indices ?? {}).map(([symbol, index], k) =>
      indexColumns(symbol, k + 1, index, symbols, axis),
    ),
    funds: noFunds(),
    sources: market.sources ?? [],
  };
}

function securityColumns(
  symbols: readonly string[],
  rows: readonly TinySecurity[],
  axis: DayAxis,
): Panel['securities'] {
  return {
    count: symbols.length,
    ids: symbols.map((_, k) => String(k + 1)),
    symbols,
    names: symbols.map((symbol) => `${symbol} Inc.`),
    exchanges: rows.map(({ exchange }) => exchange ?? null),
    spells: symbols.map((symbol) => [{ symbol, key: symbol, fromOn: axis.day(0), toOn: null }]),
    isLinked: new Uint8Array(rows.length),
    classifications: rows.map((row) => ({
      sectors: sectorsOf(row, axis),
      industries: row.industry ? [{ fromOn: axis.day(0), industry: row.industry }] : [],
    })),
    terminals: rows.map((row) => terminalOf(row, axis)),
    tickerIds: symbols.map((_, k) => [k + 1]),
    shareCounts: shareCounts(rows.map(() => [])),
    conversionDays: rows.map(() => []),
  };
}

function sectorsOf(row: TinySecurity, axis: DayAxis): { fromOn: Day; sector: Sector }[] {
  const dated = row.sectors ?? (row.sector ? { 0: row.sector } : {});
  return Object.entries(dated).map(([t, sector]) => ({ fromOn: axis.day(Number(t)), sector }));
}

function terminalOf({ ended, closes }: TinySecurity, axis: DayAxis): Terminal | null {
  return ended ? { effectiveOn: axis.day(closes.length), ...ended } : null;
}

function priceColumns(rows: readonly TinySecurity[]): Panel['prices'] {
  const firsts = rows.map(({ closes }) => closes.findIndex((close) => close !== null));
  const lengths = rows.map(({ closes }, k) => (firsts[k] === -1 ? 0 : closes.length - firsts[k]!));
  const bars = rows.flatMap((row, k) => (lengths[k] === 0 ? [] : barsOf(row, firsts[k]!)));
  return {
    offsets: Int32Array.from(offsetsOf(lengths)),
    firstIndex: Int32Array.from(firsts),
    lastIndex: Int32Array.from(rows, ({ closes }, k) =>
      firsts[k] === -1 ? -2 : closes.length - 1,
    ),
    isDelisted: Uint8Array.from(rows, ({ ended }) => (ended ? 1 : 0)),
    close: Float64Array.from(bars, (bar) => bar.close),
    hasTraded: Uint8Array.from(bars, (bar) => bar.hasTraded),
    volume: Float64Array.from(bars, (bar) => bar.volume),
    marketCap: Float64Array.from(bars, (bar) => bar.cap),
    splits: events(rows.map(() => ({}))),
    dividends: events(rows.map(({ dividends }) => dividends ?? {})),
    hasBasisMismatch: new Uint8Array(rows.length),
  };
}

function barsOf({ closes, shares, caps, volumes }: TinySecurity, first: number) {
  let close = Number.NaN;
  return closes.slice(first).map((own, k) => {
    close = own ?? close;
    const t = first + k;
    const cap = caps?.[t] ?? (shares === undefined ? Number.NaN : shares * close);
    return { close, hasTraded: own === null ? 0 : 1, volume: volumes?.[t] ?? Number.NaN, cap };
  });
}

function events(rows: readonly Record<number, number>[]): EventColumns {
  const entries = rows.map((row) => Object.entries(row));
  return {
    offsets: Int32Array.from(offsetsOf(entries.map(({ length }) => length))),
    index: Int32Array.from(entries.flat(), ([t]) => Number(t)),
    values: Float64Array.from(entries.flat(), ([, value]) => value),
  };
}

function indexColumns(
  symbol: string,
  id: number,
  { levels = [], holdings = {}, spells = {} }: TinyIndex,
  symbols: readonly string[],
  axis: DayAxis,
): IndexColumns {
  const known = levels.flatMap((level, t) => (level === null ? [] : [{ level, on: axis.day(t) }]));
  return {
    id,
    symbol,
    name: `The ${symbol}`,
    levelDays: Int32Array.from(known, ({ on }) => on),
    levels: Float64Array.from(known, ({ level }) => level),
    holdings: Object.entries(holdings)
      .map(([t, held]) => holdingsOf(axis.day(Number(t)), held, symbols))
      .sort((a, b) => a.heldOn - b.heldOn),
    spells: Object.entries(spells).flatMap(([name, spans]) =>
      spans.map(([from, to]) => spellOf(symbols.indexOf(name), from, to, axis)),
    ),
  };
}

function holdingsOf(
  heldOn: Day,
  held: Record<string, number>,
  symbols: readonly string[],
): HoldingsSnapshot {
  const names = Object.keys(held).sort();
  return {
    heldOn,
    members: Int32Array.from(names, (name) => symbols.indexOf(name)),
    shares: Float64Array.from(names, (name) => held[name] as number),
    marketValue: new Float64Array(names.length).fill(Number.NaN),
    unknownCount: 0,
  };
}

function spellOf(security: number, from: number, to: number | null, axis: DayAxis): MemberSpell {
  return { security, fromOn: axis.day(from), toOn: to === null ? null : axis.day(to) };
}

function offsetsOf(lengths: readonly number[]): number[] {
  const offsets = [0];
  for (const length of lengths) offsets.push((offsets[offsets.length - 1] as number) + length);
  return offsets;
}

function noFunds(): Panel['funds'] {
  return {
    count: 0,
    ids: [],
    providers: [],
    codes: [],
    symbols: [],
    names: [],
    categories: [],
    isSingleFund: new Uint8Array(0),
    offsets: new Int32Array(1),
    periodFrom: new Int32Array(0),
    periodEnd: new Int32Array(0),
    netFlow: new Float64Array(0),
    assets: new Float64Array(0),
  };
}
