import type { StoredPrices } from '../stored-columns.js';
import { readTyped } from './read-typed.js';
import type { TableReader } from './table-reader.js';
import type { UsedNames } from './used-names.js';

/** All visible bars, those of a ticker side by side. */
export async function readPrices(reader: TableReader, used: UsedNames): Promise<StoredPrices> {
  const table = await readTyped('daily_price', await reader.parts('daily_price'), true);
  for (const id of table.tickers) used.tickers.add(id);
  return {
    count: table.count,
    tradedOn: table.ints('traded_on'),
    tickerId: table.ints('ticker_id'),
    batchId: table.ints('batch_id'),
    close: table.numbers('close'),
    previousClose: table.numbers('previous_close'),
    volume: table.numbers('volume'),
    marketCap: table.numbers('market_cap'),
  };
}
