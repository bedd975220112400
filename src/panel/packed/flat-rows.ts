import { unpackNumbers } from '../../store/chunks/pack-numbers.js';
import {
  NO_DAY,
  type PackedBars,
  type PackedColumn,
  type StoredPrices,
} from '../../store/stored-columns.js';

/** Bars row by row: those of `loose`, and of the packed ones all that `isWanted` names. */
export function flatRows(
  loose: StoredPrices,
  parts: readonly PackedBars[],
  isWanted: (ticker: number) => boolean,
): StoredPrices {
  const chosen = parts.map((part) => ({ part, rows: rowsOf(part, isWanted) }));
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

function rowsOf({ tickerId, count }: PackedBars, isWanted: (ticker: number) => boolean) {
  const tickers = new Int32Array(count);
  unpackNumbers(tickers, tickerId.codes, tickerId, 0);
  const rows: number[] = [];
  let last = -1;
  let isIn = false;
  for (let k = 0; k < count; k++) {
    const ticker = tickers[k] as number;
    if (ticker !== last) isIn = isWanted(ticker);
    last = ticker;
    if (isIn) rows.push(k);
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
