import { unpackNumbers } from '../../store/chunks/pack-numbers.js';
import {
  NO_DAY,
  type PackedBars,
  type PackedColumn,
  type StoredPrices,
} from '../../store/stored-columns.js';
import { firstAtLeast } from './scatter.js';

/**
 * Bars row by row: those of `loose`, and the packed ones of the tickers `wanted`, ascending; of all
 * tickers where it is null.
 */
export function flatRows(
  loose: StoredPrices,
  parts: readonly PackedBars[],
  wanted: readonly number[] | null,
): StoredPrices {
  const chosen = parts.map((part) => ({ part, rows: rowsOf(part, wanted) }));
  const count = chosen.reduce((sum, { rows }) => sum + rows.length, loose.count);
  const ints = (name: 'tradedOn' | 'tickerId') =>
    joined(new Int32Array(count), loose[name], chosen, ({ [name]: column }) => column, NO_DAY);
  const numbers = (name: 'close' | 'previousClose' | 'volume' | 'marketCap') =>
    joined(new Float64Array(count), loose[name], chosen, ({ [name]: it }) => it, Number.NaN);
  return {
    count,
    tradedOn: ints('tradedOn'),
    tickerId: ints('tickerId'),
    batchId: batches(count, loose, chosen),
    close: numbers('close'),
    previousClose: numbers('previousClose'),
    volume: numbers('volume'),
    marketCap: numbers('marketCap'),
  };
}

interface Chosen {
  readonly part: PackedBars;
  readonly rows: Int32Array;
}

function rowsOf(part: PackedBars, wanted: readonly number[] | null): Int32Array {
  if (wanted === null) return Int32Array.from({ length: part.count }, (_, k) => k);
  const rows: number[] = [];
  let end = 0;
  for (const ticker of wanted) {
    let k = firstAtLeast(part, ticker, end);
    end = firstAtLeast(part, ticker + 1, k);
    for (; k < end; k++) rows.push(k);
  }
  return Int32Array.from(rows);
}

function joined<T extends Int32Array | Float64Array>(
  out: T,
  loose: T,
  chosen: readonly Chosen[],
  columnOf: (part: PackedBars) => PackedColumn,
  missing: number,
): T {
  out.set(loose);
  let at = loose.length;
  for (const { part, rows } of chosen) {
    if (rows.length === 0) continue;
    const column = columnOf(part);
    const room = missing === NO_DAY ? new Int32Array(part.count) : new Float64Array(part.count);
    unpackNumbers(room, column.codes, column, missing);
    for (const row of rows) out[at++] = room[row] as number;
  }
  return out;
}

function batches(count: number, loose: StoredPrices, chosen: readonly Chosen[]): Int32Array {
  const out = new Int32Array(count);
  out.set(loose.batchId);
  let at = loose.count;
  for (const { part, rows } of chosen) {
    out.fill(part.batchId, at, at + rows.length);
    at += rows.length;
  }
  return out;
}
