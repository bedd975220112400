import type { Sql } from '../sql.js';
import type { StoredFund, StoredIndex, StoredTickers } from '../stored-columns.js';

/** The tickers of `ids`, ascending by id. */
export async function readTickers(sql: Sql, ids: ReadonlySet<number>): Promise<StoredTickers> {
  const rows = await sql.query<{ id: number; ticker_key: string; symbol: string }>(
    'SELECT id, ticker_key, symbol FROM ticker ORDER BY id',
  );
  const used = rows.filter(({ id }) => ids.has(id));
  return {
    id: used.map((row) => row.id),
    key: used.map((row) => row.ticker_key),
    symbol: used.map((row) => row.symbol),
  };
}

/** The indices of `ids`, ascending by id. */
export async function readIndices(sql: Sql, ids: ReadonlySet<number>): Promise<StoredIndex[]> {
  const rows = await sql.query<StoredIndex>(
    'SELECT id, symbol, name FROM market_index ORDER BY id',
  );
  return rows.filter(({ id }) => ids.has(id));
}

/** The funds of `ids`, ascending by id. */
export async function readFunds(sql: Sql, ids: ReadonlySet<number>): Promise<StoredFund[]> {
  const rows = await sql.query<Omit<StoredFund, 'isSingleFund'> & { isSingleFund: number }>(
    `SELECT id, provider, code, symbol, name, category, is_single_fund AS isSingleFund
     FROM fund ORDER BY id`,
  );
  return rows
    .filter(({ id }) => ids.has(id))
    .map((row) => ({ ...row, isSingleFund: row.isSingleFund === 1 }));
}
