import type { ChunkedTable } from '../chunks/chunk-columns.js';
import { NO_DAY, type StoredTexts } from '../stored-columns.js';
import type { BatchChunk } from './chunk-parts.js';
import { LooseColumns } from './loose-columns.js';
import type { TableParts } from './table-reader.js';

/** Columns of a table by name, with `batch_id` among them. */
export interface TypedTable {
  readonly count: number;
  ints(name: string): Int32Array;
  numbers(name: string): Float64Array;
  texts(name: string): StoredTexts;
}

/**
 * Reads the numbers of a table column by column, without an object or an array for a row. With
 * `byTicker` the rows of a ticker lie side by side, else those of a part do.
 */
export async function readTyped(
  table: ChunkedTable,
  { chunks, looseCount, readLoose }: TableParts,
  byTicker = false,
): Promise<TypedTable> {
  const loose = new LooseColumns(table, looseCount);
  await readLoose((row) => loose.add(row));
  return new LaidParts([...chunks.map(chunkPart), loose], byTicker);
}

/** Some rows of a table as columns; numbers are read into `out` where it is given. */
interface Part {
  readonly count: number;
  ints(name: string, out?: Int32Array): Int32Array;
  numbers(name: string, out?: Float64Array): Float64Array;
  texts(name: string): { readonly codes: Int32Array; word(code: number): string };
}

function chunkPart({ batchId, chunk }: BatchChunk): Part {
  const count = chunk.rowCount;
  return {
    count,
    ints: (name, out: Int32Array = new Int32Array(count)) =>
      name === 'batch_id' ? out.fill(batchId) : chunk.ints(name, out),
    numbers: (name, out) => chunk.numbers(name, out),
    texts: (name) => chunk.texts(name),
  };
}

/** Parts one after the other, or with the rows of each ticker side by side. */
class LaidParts implements TypedTable {
  readonly count: number;
  /** Of each part: where its first row is, or where each of its rows is. */
  private readonly places: readonly (number | Int32Array)[];

  constructor(
    private readonly parts: readonly Part[],
    byTicker: boolean,
  ) {
    this.count = parts.reduce((sum, { count }) => sum + count, 0);
    this.places = byTicker ? placesByTicker(parts) : runningPlaces(parts);
  }

  ints(name: string): Int32Array {
    return this.lay<Int32Array>(new Int32Array(this.count), (part, room) => part.ints(name, room));
  }

  numbers(name: string): Float64Array {
    return this.lay<Float64Array>(new Float64Array(this.count), (part, room) =>
      part.numbers(name, room),
    );
  }

  texts(name: string): StoredTexts {
    const own = this.parts.map((part) => part.texts(name));
    const codes = this.lay<Int32Array>(
      new Int32Array(this.count),
      (_part, _room, p) => own[p]!.codes,
    );
    const partOf = this.lay<Int32Array>(new Int32Array(this.count), ({ count }, room, p) =>
      (room ?? new Int32Array(count)).fill(p),
    );
    return {
      at: (row) => {
        const code = codes[row];
        if (code === undefined || code === NO_DAY) return null;
        return own[partOf[row] as number]!.word(code);
      },
    };
  }

  private lay<T extends Int32Array | Float64Array>(
    out: T,
    read: (part: Part, room: T | undefined, p: number) => T,
  ): T {
    this.parts.forEach((part, p) => {
      const places = this.places[p] as number | Int32Array;
      if (typeof places === 'number') {
        const room = out.subarray(places, places + part.count) as T;
        const values = read(part, room, p);
        if (values !== room) room.set(values);
      } else {
        scatter(out, read(part, undefined, p), places);
      }
    });
    return out;
  }
}

function scatter(
  out: Int32Array | Float64Array,
  values: Int32Array | Float64Array,
  places: Int32Array,
): void {
  for (let k = 0; k < places.length; k++) out[places[k] as number] = values[k] as number;
}

function runningPlaces(parts: readonly Part[]): number[] {
  let at = 0;
  return parts.map(({ count }) => {
    at += count;
    return at - count;
  });
}

/** Counts the rows of each ticker, and gives those of a ticker places side by side. */
function placesByTicker(parts: readonly Part[]): Int32Array[] {
  const tickers = parts.map((part) => part.ints('ticker_id'));
  let top = 0;
  for (const ids of tickers) for (const id of ids) if (id > top) top = id;
  const cursor = new Int32Array(top + 2);
  for (const ids of tickers) for (const id of ids) cursor[id + 1]!++;
  for (let t = 0; t <= top; t++) cursor[t + 1]! += cursor[t] as number;
  // The places are written over the ids.
  for (const ids of tickers) {
    for (let k = 0; k < ids.length; k++) ids[k] = cursor[ids[k] as number]!++;
  }
  return tickers;
}
