import type { StoredShortInterest } from '../stored-columns.js';
import { readTyped } from './read-typed.js';
import type { TableReader } from './table-reader.js';
import type { UsedNames } from './used-names.js';

/** All visible short positions with their vintages, those of a ticker side by side. */
export async function readShortInterest(
  reader: TableReader,
  used: UsedNames,
): Promise<StoredShortInterest> {
  const table = await readTyped('short_interest', await reader.parts('short_interest'), true);
  for (const id of table.tickers) used.tickers.add(id);
  return {
    count: table.count,
    settledOn: table.ints('settled_on'),
    tickerId: table.ints('ticker_id'),
    vintage: Uint8Array.from(table.ints('vintage')),
    batchId: table.ints('batch_id'),
    shares: table.numbers('shares'),
    previousShares: table.numbers('previous_shares'),
    averageDailyVolume: table.numbers('average_daily_volume'),
    isSplit: Uint8Array.from(table.ints('is_split')),
    isRevised: Uint8Array.from(table.ints('is_revised')),
    publishedOn: table.ints('published_on'),
    names: table.texts('name'),
    exchanges: table.texts('exchange'),
  };
}
