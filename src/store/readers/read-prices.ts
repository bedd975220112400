import type { Codes } from '../chunks/pack-numbers.js';
import { tickerOrder } from '../chunks/ticker-order.js';
import type { PackedBars, PackedColumn, StoredPrices } from '../stored-columns.js';
import type { BatchChunk } from './chunk-parts.js';
import { readTyped } from './read-typed.js';
import type { TableReader } from './table-reader.js';
import type { UsedNames } from './used-names.js';

/** Bars of a version: packed where chunks hold them, row by row where none does. */
export interface ReadPrices {
  readonly prices: StoredPrices;
  readonly packedPrices: readonly PackedBars[];
}

/** All visible bars. */
export async function readPrices(reader: TableReader, used: UsedNames): Promise<ReadPrices> {
  const { chunks, ...rest } = await reader.parts('daily_price');
  const packedPrices = chunks.map(packedBars);
  const table = await readTyped('daily_price', { chunks: [], ...rest }, true);
  for (const id of table.tickers) used.tickers.add(id);
  addTickers(packedPrices, used.tickers);
  const prices = {
    count: table.count,
    tradedOn: table.ints('traded_on'),
    tickerId: table.ints('ticker_id'),
    batchId: table.ints('batch_id'),
    close: table.numbers('close'),
    previousClose: table.numbers('previous_close'),
    volume: table.numbers('volume'),
    marketCap: table.numbers('market_cap'),
  };
  return { prices, packedPrices };
}

/** The bars of a chunk by ticker; a chunk that lies otherwise is put in order. */
export function packedBars({ batchId, chunk }: BatchChunk): PackedBars {
  const order = tickerOrder(chunk.packed('ticker_id').codes);
  const column = (name: string) => ordered(chunk.packed(name), order);
  return {
    batchId,
    count: chunk.rowCount,
    tickerId: column('ticker_id'),
    tradedOn: column('traded_on'),
    close: column('close'),
    previousClose: column('previous_close'),
    volume: column('volume'),
    marketCap: column('market_cap'),
  };
}

function ordered(column: PackedColumn, order: Int32Array | null): PackedColumn {
  const { codes } = column;
  if (order === null || codes.length === 0) return column;
  const moved = sharedLike(codes);
  for (let k = 0; k < order.length; k++) moved[k] = codes[order[k] as number] as number;
  return { ...column, codes: moved };
}

function sharedLike(codes: Codes): Codes {
  const make = codes.constructor as new (memory: SharedArrayBuffer) => Codes;
  return new make(new SharedArrayBuffer(codes.byteLength));
}

function addTickers(parts: readonly PackedBars[], found: Set<number>): void {
  let seen = new Uint8Array(1024);
  for (const { tickerId } of parts) {
    const { codes, width } = tickerId;
    const least = tickerId.base ?? 0;
    const top = least + (codes.at(-1) ?? 0);
    if (top >= seen.length) {
      const more = new Uint8Array(2 * top);
      more.set(seen);
      seen = more;
    }
    if (width === 0) seen[least] = 1;
    else for (let k = 0; k < codes.length; k++) seen[least + (codes[k] as number)] = 1;
  }
  seen.forEach((isSeen, id) => {
    if (isSeen === 1) found.add(id);
  });
}
