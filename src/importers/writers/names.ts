import type { Sql, SqlValue } from '../../store/sql.js';
import type { FundFlowRow, TickerRow } from '../rows.js';

const INDEX_NAMES: Readonly<Record<string, string>> = {
  RUT: 'Russell 2000',
  RUI: 'Russell 1000',
  RUA: 'Russell 3000',
  RMC: 'Russell Midcap',
  SPX: 'S&P 500',
  MID: 'S&P MidCap 400',
  SML: 'S&P SmallCap 600',
  NDX: 'Nasdaq-100',
  COMP: 'Nasdaq Composite',
  DJI: 'Dow Jones Industrial Average',
};

/**
 * Ids of tickers, indices and funds. New ones get the next id at once and are written with the
 * rows that first need them; only the holder of the import lease may give out ids.
 */
export class Names {
  private readonly tickers = new NameTable('ticker', ['id', 'ticker_key', 'symbol']);
  private readonly indices = new NameTable('market_index', ['id', 'symbol', 'name']);
  private readonly funds = new NameTable('fund', [
    'id',
    'provider',
    'code',
    'symbol',
    'name',
    'category',
    'is_single_fund',
  ]);

  /** Reads all names of a store; null for a store that has no tables yet. */
  static async load(sql: Sql | null): Promise<Names> {
    const names = new Names();
    if (sql === null) return names;
    type Ticker = { id: number; ticker_key: string };
    for (const row of await sql.query<Ticker>('SELECT id, ticker_key FROM ticker')) {
      names.tickers.know(row.ticker_key, row.id);
    }
    type Index = { id: number; symbol: string };
    for (const row of await sql.query<Index>('SELECT id, symbol FROM market_index')) {
      names.indices.know(row.symbol, row.id);
    }
    type Fund = { id: number; provider: string; code: string };
    for (const row of await sql.query<Fund>('SELECT id, provider, code FROM fund')) {
      names.funds.know(fundKey(row.provider, row.code), row.id);
    }
    return names;
  }

  get hasTickers(): boolean {
    return this.tickers.size > 0;
  }

  /** Whether a ticker has an id by now. */
  knowsTicker(key: string): boolean {
    return this.tickers.has(key);
  }

  ticker(row: TickerRow): number {
    return this.tickers.id(row.key, () => [row.key, row.symbol]);
  }

  index(symbol: string): number {
    return this.indices.id(symbol, () => [symbol, INDEX_NAMES[symbol] ?? symbol]);
  }

  fund(provider: string, row: FundFlowRow): number {
    return this.funds.id(fundKey(provider, row.fundCode), () => [
      provider,
      row.fundCode,
      row.fundSymbol,
      row.fundName.slice(0, 255),
      row.category,
      row.isSingleFund ? 1 : 0,
    ]);
  }

  /** The names given out since the last call; they go into the store with the rows so far. */
  takeNew(): NewNames {
    return new NewNames([this.tickers, this.indices, this.funds].map((table) => table.takeNew()));
  }
}

/** Names on their way to the store. */
export class NewNames {
  constructor(private parts: readonly NamePart[]) {}

  /** Writes them, until `settle` says that they are stored for good. */
  async write(sql: Sql): Promise<void> {
    for (const { table, columns, rows } of this.parts) {
      if (rows.length > 0) await sql.insert(table, columns, rows);
    }
  }

  settle(): void {
    this.parts = [];
  }

  get count(): number {
    return this.parts.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** The first half of each table and the second one; ids ascend from one to the other. */
  halves(): [NewNames, NewNames] {
    const cut = (from: number, to: number) =>
      new NewNames(
        this.parts.map((part) => {
          const { length } = part.rows;
          const rows = part.rows.slice(Math.ceil(from * length), Math.ceil(to * length));
          return { ...part, rows };
        }),
      );
    return [cut(0, 0.5), cut(0.5, 1)];
  }

  /** Those of which no earlier run of a transaction has been heard: ids are given out in order. */
  async missing(sql: Sql): Promise<NewNames> {
    const parts: NamePart[] = [];
    for (const part of this.parts) {
      const [last] = await sql.query<{ id: number | null }>(
        `SELECT MAX(id) AS id FROM ${part.table}`,
      );
      const rows = part.rows.filter(([id]) => (id as number) > (last?.id ?? 0));
      parts.push({ ...part, rows });
    }
    return new NewNames(parts);
  }
}

interface NamePart {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: SqlValue[][];
}

class NameTable {
  private fresh: SqlValue[][] = [];
  private readonly ids = new Map<string, number>();
  private last = 0;

  constructor(
    private readonly table: string,
    private readonly columns: readonly string[],
  ) {}

  get size(): number {
    return this.ids.size;
  }

  has(key: string): boolean {
    return this.ids.has(key);
  }

  know(key: string, id: number): void {
    this.ids.set(key, id);
    if (id > this.last) this.last = id;
  }

  id(key: string, values: () => SqlValue[]): number {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.last + 1;
    this.know(key, id);
    this.fresh.push([id, ...values()]);
    return id;
  }

  takeNew(): NamePart {
    const { table, columns, fresh: rows } = this;
    this.fresh = [];
    return { table, columns, rows };
  }
}

function fundKey(provider: string, code: string): string {
  return `${provider}\n${code}`;
}
