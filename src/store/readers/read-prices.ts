import type { StoredPrices } from '../stored-columns.js';
import type { TableReader } from './table-reader.js';
import type { UsedNames } from './used-names.js';

/** All visible bars, day by day. */
export async function readPrices(reader: TableReader, used: UsedNames): Promise<StoredPrices> {
  const count = reader.count('daily_price');
  const prices = {
    count,
    tradedOn: new Int32Array(count),
    tickerId: new Int32Array(count),
    batchId: new Int32Array(count),
    close: new Float64Array(count),
    previousClose: new Float64Array(count),
    volume: new Float64Array(count),
    marketCap: new Float64Array(count),
  };
  await reader.read('daily_price', (row, k) => {
    prices.tradedOn[k] = row[0] as number;
    prices.tickerId[k] = row[1] as number;
    prices.batchId[k] = row[2] as number;
    prices.close[k] = row[3] as number;
    prices.previousClose[k] = (row[4] as number | null) ?? Number.NaN;
    prices.volume[k] = (row[5] as number | null) ?? Number.NaN;
    prices.marketCap[k] = (row[6] as number | null) ?? Number.NaN;
  });
  let last = -1;
  for (const id of prices.tickerId) {
    if (id !== last) used.tickers.add(id);
    last = id;
  }
  return prices;
}
