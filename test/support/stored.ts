import type { PriceBasis } from '../../src/importers/rows.js';
import { NO_DAY, type StoredBatch, type StoredColumns } from '../../src/store/stored-columns.js';
import { displaySymbol, symbolKey } from '../../src/symbol.js';
import { addTradingDays, publicationDay } from '../../src/time/calendar.js';
import { type Day, day } from '../../src/time/day.js';
import type { FundCategory, Sector, TerminalKind } from '../../src/vocabulary.js';

/** A date as `YYYY-MM-DD`, or a day number. */
export type On = string | Day;

/** Every row names its batch; without one it is of the batch of its kind below. */
interface Row {
  batch?: number;
}

export interface PriceSpec extends Row {
  symbol: string;
  on: On;
  close: number;
  previousClose?: number;
  volume?: number;
  marketCap?: number;
}

export interface ShortSpec extends Row {
  symbol: string;
  settledOn: On;
  shares: number;
  previous?: number;
  volume?: number;
  isSplit?: boolean;
  isRevised?: boolean;
  vintage?: 1 | 2;
  /** Seven trading days after the settlement unless said otherwise. */
  publishedOn?: On;
  name?: string;
  exchange?: string;
}

export interface ActionSpec extends Row {
  symbol: string;
  on: On;
  kind: 'SPLIT' | 'DIVIDEND' | 'RENAME' | 'CONVERSION' | 'TERMINAL';
  ratio?: number;
  amount?: number;
  terminalKind?: TerminalKind;
  to?: string;
}

export interface ClassificationSpec extends Row {
  symbol: string;
  on: On;
  scheme?: 'SCREENER' | 'GICS';
  name?: string;
  exchange?: string;
  sector?: Sector;
  industry?: string;
}

export interface ShareCountSpec extends Row {
  symbol: string;
  on: On;
  knownOn?: On;
  outstanding?: number;
  float?: number;
}

export interface HoldingSpec extends Row {
  index: string;
  on: On;
  /** Null for a line that names no security. */
  symbol: string | null;
  shares: number;
  value?: number;
  name?: string;
  sector?: Sector;
  assetClass?: string;
}

export interface FlowSpec extends Row {
  provider: string;
  code: string;
  end: On;
  from?: On;
  netFlow?: number;
  assets?: number;
}

/** What a store would hold, in plain rows. */
export interface StoredSpec {
  prices?: PriceSpec[];
  shorts?: ShortSpec[];
  actions?: ActionSpec[];
  classifications?: ClassificationSpec[];
  shareCounts?: ShareCountSpec[];
  levels?: (Row & { index: string; on: On; level: number })[];
  holdings?: HoldingSpec[];
  members?: (Row & { index: string; symbol: string; from: On; to?: On })[];
  funds?: { provider: string; code: string; category?: FundCategory; isSingle?: boolean }[];
  flows?: FlowSpec[];
  fees?: (Row & { symbol: string; on: On; fee: number })[];
  /** Fields of batches that differ from the default ones. */
  batches?: (Partial<StoredBatch> & { id: number })[];
}

/** The batch that rows of each kind belong to unless they say otherwise. */
export const BATCH = {
  prices: 1,
  shorts: 2,
  actions: 3,
  reference: 4,
  index: 5,
  flows: 6,
  fees: 7,
} as const;

const FORMATS: Record<number, string> = {
  1: 'daily-snapshot',
  2: 'finra-short-interest',
  3: 'corporate-actions',
  4: 'shares-outstanding',
  5: 'ishares-holdings',
  6: 'fund-flows',
  7: 'borrow-fees',
};

/** Stored columns of one data version from plain rows; ticker ids follow the order of symbols. */
export function storedColumns(spec: StoredSpec): StoredColumns {
  const symbols = symbolsOf(spec);
  const ids = new Map(symbols.map((symbol, k) => [symbolKey(symbol), k + 1]));
  const idOf = (symbol: string) => ids.get(symbolKey(symbol)) as number;
  const indices = distinct([
    ...(spec.levels ?? []).map((it) => it.index),
    ...(spec.holdings ?? []).map((it) => it.index),
    ...(spec.members ?? []).map((it) => it.index),
  ]);
  const indexOf = (symbol: string) => indices.indexOf(symbol) + 1;
  return {
    version: { number: 1, hash: 'tiny', publishedAt: 0, isSimulated: false },
    tickers: {
      id: symbols.map((_, k) => k + 1),
      key: symbols.map(symbolKey),
      symbol: symbols.map(displaySymbol),
    },
    batches: batchesOf(spec),
    prices: priceColumns(spec.prices ?? [], idOf),
    shortInterest: shortColumns(spec.shorts ?? [], idOf),
    classifications: classificationRows(spec.classifications ?? [], idOf),
    corporateActions: actionRows(spec.actions ?? [], idOf),
    shareCounts: shareCountColumns(spec.shareCounts ?? [], idOf),
    indices: indices.map((symbol) => ({
      id: indexOf(symbol),
      symbol,
      name: `The ${symbol}`,
    })),
    indexLevels: levelColumns(spec.levels ?? [], indexOf),
    holdings: holdingRows(spec.holdings ?? [], idOf, indexOf),
    memberSpells: (spec.members ?? []).map((row) => ({
      indexId: indexOf(row.index),
      tickerId: idOf(row.symbol),
      fromOn: toDay(row.from),
      toOn: row.to === undefined ? null : toDay(row.to),
      batchId: row.batch ?? BATCH.index,
    })),
    ...fundColumns(spec),
    borrowFees: feeColumns(spec.fees ?? [], idOf),
  };
}

/** Bars on consecutive trading days; null leaves a day out. */
export function bars(
  symbol: string,
  firstOn: On,
  closes: readonly (number | null)[],
  more: (close: number, k: number) => Partial<PriceSpec> = () => ({}),
): PriceSpec[] {
  return closes.flatMap((close, k) =>
    close === null
      ? []
      : [{ symbol, on: addTradingDays(toDay(firstOn), k), close, ...more(close, k) }],
  );
}

export function toDay(on: On): Day {
  return typeof on === 'string' ? day(on) : on;
}

function symbolsOf(spec: StoredSpec): string[] {
  return distinct([
    ...(spec.prices ?? []).map((it) => it.symbol),
    ...(spec.shorts ?? []).map((it) => it.symbol),
    ...(spec.actions ?? []).flatMap((it) => [it.symbol, ...(it.to ? [it.to] : [])]),
    ...(spec.classifications ?? []).map((it) => it.symbol),
    ...(spec.shareCounts ?? []).map((it) => it.symbol),
    ...(spec.holdings ?? []).flatMap((it) => (it.symbol === null ? [] : [it.symbol])),
    ...(spec.members ?? []).map((it) => it.symbol),
  ]);
}

function batchesOf(spec: StoredSpec): StoredBatch[] {
  const rows = Object.values(spec).flat() as { batch?: number }[];
  const used = rows.flatMap((row) => row.batch ?? []);
  const changes = new Map((spec.batches ?? []).map((it) => [it.id, it]));
  const ids = [...new Set([...Object.values(BATCH), ...used, ...changes.keys()])];
  return ids
    .sort((a, b) => a - b)
    .map((id) => {
      const format = changes.get(id)?.format ?? FORMATS[id] ?? 'daily-snapshot';
      return {
        id,
        format,
        scope: '',
        sourceCode: format.toUpperCase().replaceAll('-', '_'),
        basis: (format === 'daily-snapshot' ? 'RAW' : null) as PriceBasis | null,
        firstOn: null,
        lastOn: null,
        importedAt: 0,
        isSimulated: false,
        ...changes.get(id),
      };
    });
}

type IdOf = (symbol: string) => number;

function priceColumns(rows: readonly PriceSpec[], idOf: IdOf): StoredColumns['prices'] {
  return {
    count: rows.length,
    tradedOn: Int32Array.from(rows, (it) => toDay(it.on)),
    tickerId: Int32Array.from(rows, (it) => idOf(it.symbol)),
    batchId: Int32Array.from(rows, (it) => it.batch ?? BATCH.prices),
    close: Float64Array.from(rows, (it) => it.close),
    previousClose: Float64Array.from(rows, (it) => it.previousClose ?? Number.NaN),
    volume: Float64Array.from(rows, (it) => it.volume ?? Number.NaN),
    marketCap: Float64Array.from(rows, (it) => it.marketCap ?? Number.NaN),
  };
}

function shortColumns(rows: readonly ShortSpec[], idOf: IdOf): StoredColumns['shortInterest'] {
  const published = (it: ShortSpec) =>
    it.publishedOn === undefined ? publicationDay(toDay(it.settledOn)) : toDay(it.publishedOn);
  return {
    count: rows.length,
    settledOn: Int32Array.from(rows, (it) => toDay(it.settledOn)),
    tickerId: Int32Array.from(rows, (it) => idOf(it.symbol)),
    vintage: Uint8Array.from(rows, (it) => it.vintage ?? 1),
    batchId: Int32Array.from(rows, (it) => it.batch ?? BATCH.shorts),
    shares: Float64Array.from(rows, (it) => it.shares),
    previousShares: Float64Array.from(rows, (it) => it.previous ?? Number.NaN),
    averageDailyVolume: Float64Array.from(rows, (it) => it.volume ?? Number.NaN),
    isSplit: Uint8Array.from(rows, (it) => Number(it.isSplit ?? false)),
    isRevised: Uint8Array.from(rows, (it) => Number(it.isRevised ?? false)),
    publishedOn: Int32Array.from(rows, published),
    names: rows.map((it) => it.name ?? `${it.symbol} common`),
    exchanges: rows.map((it) => it.exchange ?? null),
  };
}

function classificationRows(rows: readonly ClassificationSpec[], idOf: IdOf) {
  return rows.map((row) => ({
    tickerId: idOf(row.symbol),
    asOfOn: toDay(row.on),
    scheme: row.scheme ?? ('SCREENER' as const),
    batchId: row.batch ?? BATCH.reference,
    name: row.name ?? null,
    exchange: row.exchange ?? null,
    sector: row.sector ?? null,
    industry: row.industry ?? null,
    country: null,
  }));
}

function actionRows(rows: readonly ActionSpec[], idOf: IdOf) {
  return rows.map((row) => ({
    tickerId: idOf(row.symbol),
    effectiveOn: toDay(row.on),
    kind: row.kind,
    batchId: row.batch ?? BATCH.actions,
    ratio: row.ratio ?? null,
    amount: row.amount ?? null,
    terminalKind: row.terminalKind ?? null,
    newTickerId: row.to === undefined ? null : idOf(row.to),
  }));
}

function shareCountColumns(
  rows: readonly ShareCountSpec[],
  idOf: IdOf,
): StoredColumns['shareCounts'] {
  return {
    count: rows.length,
    tickerId: Int32Array.from(rows, (it) => idOf(it.symbol)),
    asOfOn: Int32Array.from(rows, (it) => toDay(it.on)),
    knownOn: Int32Array.from(rows, (it) => (it.knownOn === undefined ? NO_DAY : toDay(it.knownOn))),
    batchId: Int32Array.from(rows, (it) => it.batch ?? BATCH.reference),
    sharesOutstanding: Float64Array.from(rows, (it) => it.outstanding ?? Number.NaN),
    floatShares: Float64Array.from(rows, (it) => it.float ?? Number.NaN),
  };
}

function levelColumns(rows: NonNullable<StoredSpec['levels']>, indexOf: IdOf) {
  return {
    count: rows.length,
    indexId: Int32Array.from(rows, (it) => indexOf(it.index)),
    tradedOn: Int32Array.from(rows, (it) => toDay(it.on)),
    batchId: Int32Array.from(rows, (it) => it.batch ?? BATCH.index),
    level: Float64Array.from(rows, (it) => it.level),
  };
}

function holdingRows(rows: readonly HoldingSpec[], idOf: IdOf, indexOf: IdOf) {
  return rows.map((row, line) => ({
    indexId: indexOf(row.index),
    heldOn: toDay(row.on),
    line,
    batchId: row.batch ?? BATCH.index,
    tickerId: row.symbol === null ? null : idOf(row.symbol),
    symbol: row.symbol ?? '-',
    name: row.name ?? `${row.symbol} holding`,
    sector: row.sector ?? null,
    assetClass: row.assetClass ?? 'Equity',
    marketValue: row.value ?? Number.NaN,
    shares: row.shares,
    price: null,
  }));
}

function fundColumns(spec: StoredSpec): Pick<StoredColumns, 'funds' | 'fundFlows'> {
  const funds = (spec.funds ?? []).map((row, k) => ({
    id: k + 1,
    provider: row.provider,
    code: row.code,
    symbol: null,
    name: `${row.code} fund`,
    category: row.category ?? ('OTHER' as const),
    isSingleFund: row.isSingle ?? false,
  }));
  const idOf = (it: FlowSpec) =>
    funds.find((fund) => fund.provider === it.provider && fund.code === it.code)?.id as number;
  const rows = spec.flows ?? [];
  return {
    funds,
    fundFlows: {
      count: rows.length,
      fundId: Int32Array.from(rows, idOf),
      periodEndOn: Int32Array.from(rows, (it) => toDay(it.end)),
      batchId: Int32Array.from(rows, (it) => it.batch ?? BATCH.flows),
      periodFromOn: Int32Array.from(rows, (it) =>
        it.from === undefined ? NO_DAY : toDay(it.from),
      ),
      netFlow: Float64Array.from(rows, (it) => it.netFlow ?? Number.NaN),
      assets: Float64Array.from(rows, (it) => it.assets ?? Number.NaN),
    },
  };
}

function feeColumns(rows: NonNullable<StoredSpec['fees']>, idOf: IdOf) {
  return {
    count: rows.length,
    tickerId: Int32Array.from(rows, (it) => idOf(it.symbol)),
    effectiveOn: Int32Array.from(rows, (it) => toDay(it.on)),
    batchId: Int32Array.from(rows, (it) => it.batch ?? BATCH.fees),
    fee: Float64Array.from(rows, (it) => it.fee),
  };
}

function distinct(symbols: readonly string[]): string[] {
  const byKey = new Map(symbols.map((symbol) => [symbolKey(symbol), symbol]));
  return [...byKey.values()].sort();
}
