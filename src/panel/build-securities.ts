import type {
  StoredClassification,
  StoredColumns,
  StoredCorporateAction,
  StoredHolding,
} from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import type { Sector } from '../vocabulary.js';
import type { Chain } from './identity.js';
import type { Classification, SymbolSpell, Terminal } from './panel.js';

/** Rows of a version that describe securities, by ticker id. */
export interface ReferenceRows {
  readonly classifications: ReadonlyMap<number, readonly StoredClassification[]>;
  readonly actions: ReadonlyMap<number, readonly StoredCorporateAction[]>;
  readonly holdings: ReadonlyMap<number, readonly StoredHolding[]>;
  /** Issue name and exchange of the last short report, by ticker. */
  readonly reportNames: ReadonlyMap<number, { name: string; exchange: string | null }>;
  readonly symbolOf: ReadonlyMap<number, { key: string; symbol: string }>;
}

/** Groups the reference rows of a version by ticker; rows of a later batch come later. */
export function referenceRows(stored: StoredColumns): ReferenceRows {
  const { tickers } = stored;
  return {
    classifications: byTicker(stored.classifications, (it) => it.asOfOn),
    actions: byTicker(stored.corporateActions, (it) => it.effectiveOn),
    holdings: byTicker(
      stored.holdings.filter((it) => it.assetClass === 'Equity'),
      (it) => it.heldOn,
      (it) => it.line,
    ),
    reportNames: reportNames(stored),
    symbolOf: new Map(
      tickers.id.map((id, k) => [
        id,
        { key: tickers.key[k] as string, symbol: tickers.symbol[k] as string },
      ]),
    ),
  };
}

/** Name and exchange of the last report of each ticker; of two batches the later one counts. */
function reportNames({ shortInterest }: StoredColumns): ReferenceRows['reportNames'] {
  const { count, tickerId, settledOn, batchId, vintage, names, exchanges } = shortInterest;
  const rowOf = new Map<number, number>();
  for (let k = 0; k < count; k++) {
    if (vintage[k] !== 1) continue;
    const known = rowOf.get(tickerId[k] as number);
    const isLater =
      known === undefined ||
      ((settledOn[known] as Day) - (settledOn[k] as Day) || batchId[known]! - batchId[k]!) <= 0;
    if (isLater) rowOf.set(tickerId[k] as number, k);
  }
  return new Map(
    [...rowOf].map(([ticker, row]) => [
      ticker,
      { name: names.at(row) ?? '', exchange: exchanges.at(row) ?? null },
    ]),
  );
}

/** What one security is called and where it belongs. */
export interface Description {
  readonly name: string;
  readonly exchange: string | null;
  readonly classification: Classification;
}

/** Describes a security from the rows of its tickers; the newest ticker's words win. */
export function describe(chain: Chain, rows: ReferenceRows): Description {
  const tickers = chain.segments.map((it) => it.ticker).reverse();
  const own = tickers.flatMap((ticker) => rows.classifications.get(ticker) ?? []);
  const newest = [...own].sort((a, b) => b.asOfOn - a.asOfOn || b.batchId - a.batchId);
  const reported = tickers.map((ticker) => rows.reportNames.get(ticker)).find((it) => it != null);
  const held = tickers.flatMap((ticker) => rows.holdings.get(ticker) ?? []);
  const symbol = rows.symbolOf.get(tickers[0] as number)?.symbol ?? '';
  return {
    name: newest.find((it) => it.name)?.name ?? reported?.name ?? held[0]?.name ?? symbol,
    exchange: newest.find((it) => it.exchange)?.exchange ?? reported?.exchange ?? null,
    classification: { sectors: sectorsOf(own, held), industries: industriesOf(own) },
  };
}

/** Sector names of fund holdings follow GICS and win over the screener's: schemes never mix. */
function sectorsOf(
  own: readonly StoredClassification[],
  held: readonly StoredHolding[],
): Classification['sectors'] {
  const gics = [
    ...held.flatMap((it) => dated(it.heldOn, it.sector)),
    ...own.filter((it) => it.scheme === 'GICS').flatMap((it) => dated(it.asOfOn, it.sector)),
  ];
  const source =
    gics.length > 0
      ? gics
      : own.filter((it) => it.scheme !== 'GICS').flatMap((it) => dated(it.asOfOn, it.sector));
  return source.sort((a, b) => a.fromOn - b.fromOn);
}

function dated(fromOn: Day, sector: Sector | null): { fromOn: Day; sector: Sector }[] {
  return sector === null ? [] : [{ fromOn, sector }];
}

function industriesOf(own: readonly StoredClassification[]): Classification['industries'] {
  return own
    .flatMap((it) => (it.industry ? [{ fromOn: it.asOfOn, industry: it.industry }] : []))
    .sort((a, b) => a.fromOn - b.fromOn);
}

/** The symbols of a security; the last one is open while the listing goes on. */
export function spellsOf(
  chain: Chain,
  rows: ReferenceRows,
  usedOn: (ticker: number) => { firstOn: Day; lastOn: Day },
  isOver: boolean,
): SymbolSpell[] {
  return chain.segments.map((segment, k) => {
    const { key, symbol } = rows.symbolOf.get(segment.ticker)!;
    const used = usedOn(segment.ticker);
    const isLast = k === chain.segments.length - 1;
    const lastOn = Math.min(used.lastOn, segment.toOn);
    return {
      symbol,
      key,
      fromOn: Math.max(used.firstOn, segment.fromOn),
      toOn: isLast && !isOver ? null : lastOn,
    };
  });
}

/** The recorded end of a listing, the last batch winning; null when none is recorded. */
export function terminalOf(chain: Chain, rows: ReferenceRows): Terminal | null {
  const ends = chain.segments
    .flatMap((segment) => rows.actions.get(segment.ticker) ?? [])
    .filter((it) => it.kind === 'TERMINAL')
    .sort((a, b) => a.batchId - b.batchId);
  const end = ends.at(-1);
  if (end === undefined) return null;
  return { effectiveOn: end.effectiveOn, kind: end.terminalKind ?? 'UNKNOWN', price: end.amount };
}

/** Rows by ticker in one order whatever their order in the store: by batch, and then by `keys`. */
function byTicker<T extends { readonly tickerId: number | null; readonly batchId: number }>(
  rows: readonly T[],
  ...keys: readonly ((row: T) => number)[]
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    if (row.tickerId === null) continue;
    const group = groups.get(row.tickerId);
    if (group === undefined) groups.set(row.tickerId, [row]);
    else group.push(row);
  }
  const compare = (a: T, b: T) => {
    let order = a.batchId - b.batchId;
    for (const key of keys) order ||= key(a) - key(b);
    return order;
  };
  for (const group of groups.values()) group.sort(compare);
  return groups;
}
