import { symbolKey } from '../symbol.js';
import type { Store } from './store.js';

const MOST_LINES = 20;

/**
 * What SQLite finds wrong with its file: pages, their order, and indices that are not those of
 * their table. MySQL and MariaDB keep a sum of every page and look at it whenever they read one.
 */
export async function fileProblems(store: Store): Promise<string[]> {
  if (store.dialect !== 'sqlite') return [];
  const rows = await store.query<{ integrity_check: string }>(
    `PRAGMA integrity_check(${MOST_LINES})`,
  );
  return rows.flatMap(({ integrity_check: line }) => (line === 'ok' ? [] : [`the file: ${line}`]));
}

/** Tickers whose key is not that of their symbol. */
export async function tickerProblems(store: Store): Promise<string[]> {
  const rows = await store.query<{ id: number; tickerKey: string; symbol: string }>(
    'SELECT id, ticker_key AS tickerKey, symbol FROM ticker ORDER BY id',
  );
  return rows.flatMap(({ id, tickerKey, symbol }) =>
    symbolKey(symbol) === tickerKey
      ? []
      : [`ticker ${id}: '${tickerKey}' is not the key of '${symbol}'`],
  );
}
