import { Chunk } from '../../src/store/chunks/decode-chunk.js';
import { encodeChunk } from '../../src/store/chunks/encode-chunk.js';
import { packedBars } from '../../src/store/readers/read-prices.js';
import type { PackedBars, StoredColumns, StoredPrices } from '../../src/store/stored-columns.js';

/**
 * The same columns with the prices in chunks of so many rows, as a store gives them; bars of the
 * batches `loose` stay as they are.
 */
export function withPackedPrices(
  stored: StoredColumns,
  rowsPerChunk: number,
  loose: readonly number[] = [],
): StoredColumns {
  const { prices } = stored;
  const rows = [...Array(prices.count).keys()];
  const isLoose = (row: number) => loose.includes(prices.batchId[row]!);
  const batches = [...new Set(rows.map((row) => prices.batchId[row]!))].sort((a, b) => a - b);
  const packedPrices: PackedBars[] = [];
  for (const batchId of batches.filter((id) => !loose.includes(id))) {
    const own = rows.filter((row) => prices.batchId[row] === batchId);
    for (let from = 0; from < own.length; from += rowsPerChunk) {
      packedPrices.push(packed(prices, batchId, own.slice(from, from + rowsPerChunk)));
    }
  }
  return { ...stored, prices: chosen(prices, rows.filter(isLoose)), packedPrices };
}

function packed(prices: StoredPrices, batchId: number, rows: readonly number[]): PackedBars {
  const { tradedOn, tickerId, close, previousClose, volume, marketCap } = prices;
  const orNull = (value: number | undefined) => (Number.isNaN(value) ? null : value);
  const encoded = encodeChunk(
    'daily_price',
    rows.map((k) => [
      tradedOn[k],
      tickerId[k],
      batchId,
      close[k],
      ...[previousClose, volume, marketCap].map((column) => orNull(column[k])),
    ]),
  );
  const { bytes, rowCount, checksum } = encoded;
  return packedBars({
    batchId,
    chunk: new Chunk(bytes, { table: 'daily_price', rowCount, checksum }),
  });
}

function chosen(prices: StoredPrices, rows: readonly number[]): StoredPrices {
  const ints = (column: Int32Array) => Int32Array.from(rows, (k) => column[k]!);
  const numbers = (column: Float64Array) => Float64Array.from(rows, (k) => column[k]!);
  return {
    count: rows.length,
    tradedOn: ints(prices.tradedOn),
    tickerId: ints(prices.tickerId),
    batchId: ints(prices.batchId),
    close: numbers(prices.close),
    previousClose: numbers(prices.previousClose),
    volume: numbers(prices.volume),
    marketCap: numbers(prices.marketCap),
  };
}
