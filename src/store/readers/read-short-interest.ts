import type { StoredShortInterest } from '../stored-columns.js';
import type { TableReader } from './table-reader.js';
import type { UsedNames } from './used-names.js';

/** All visible short positions with their vintages; equal names and exchanges share one string. */
export async function readShortInterest(
  reader: TableReader,
  used: UsedNames,
): Promise<StoredShortInterest> {
  const count = reader.count('short_interest');
  const intern = interner();
  const names: string[] = [];
  const exchanges: (string | null)[] = [];
  const shorts = {
    count,
    settledOn: new Int32Array(count),
    tickerId: new Int32Array(count),
    vintage: new Uint8Array(count),
    batchId: new Int32Array(count),
    shares: new Float64Array(count),
    previousShares: new Float64Array(count),
    averageDailyVolume: new Float64Array(count),
    isSplit: new Uint8Array(count),
    isRevised: new Uint8Array(count),
    publishedOn: new Int32Array(count),
    names,
    exchanges,
  };
  await reader.read('short_interest', (row, k) => {
    shorts.settledOn[k] = row[0] as number;
    shorts.tickerId[k] = row[1] as number;
    shorts.vintage[k] = row[2] as number;
    shorts.batchId[k] = row[3] as number;
    shorts.shares[k] = row[4] as number;
    shorts.previousShares[k] = (row[5] as number | null) ?? Number.NaN;
    shorts.averageDailyVolume[k] = (row[6] as number | null) ?? Number.NaN;
    shorts.isSplit[k] = row[7] as number;
    shorts.isRevised[k] = row[8] as number;
    names.push(intern(row[9] as string));
    exchanges.push(row[10] === null ? null : intern(row[10] as string));
    shorts.publishedOn[k] = row[11] as number;
    used.tickers.add(row[1] as number);
  });
  return shorts;
}

function interner(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const first = known.get(text);
    if (first !== undefined) return first;
    known.set(text, text);
    return text;
  };
}
