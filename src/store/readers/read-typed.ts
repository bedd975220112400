import type { ChunkedTable } from '../chunks/chunk-columns.js';
import { NO_DAY, type StoredTexts } from '../stored-columns.js';
import type { BatchChunk } from './chunk-parts.js';
import { LooseColumns } from './loose-columns.js';
import {
  fillRuns,
  groupsByTicker,
  groupsInOrder,
  moveRuns,
  type PartGroup,
} from './part-groups.js';
import type { TableParts } from './table-reader.js';

/** Columns of a table by name, with `batch_id` among them. */
export interface TypedTable {
  readonly count: number;
  /** Those that rows are laid by; none where they are not. */
  readonly tickers: readonly number[];
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

/** Some rows of a table as columns; numbers are read into `out`. */
export interface Part {
  readonly count: number;
  /** Null for rows of several batches. */
  readonly batchId: number | null;
  ints(name: string, out: Int32Array): Int32Array;
  numbers(name: string, out: Float64Array): Float64Array;
  texts(name: string): { readonly codes: Int32Array; word(code: number): string };
}

function chunkPart({ batchId, chunk }: BatchChunk): Part {
  const count = chunk.rowCount;
  return {
    count,
    batchId,
    ints: (name, out) => (name === 'batch_id' ? out.fill(batchId) : chunk.ints(name, out)),
    numbers: (name, out) => chunk.numbers(name, out),
    texts: (name) => chunk.texts(name),
  };
}

/** Parts one after the other, or with the rows of each ticker side by side. */
class LaidParts implements TypedTable {
  readonly count: number;
  private readonly groups: readonly PartGroup[];

  constructor(
    private readonly parts: readonly Part[],
    byTicker: boolean,
  ) {
    this.count = parts.reduce((sum, { count }) => sum + count, 0);
    this.groups = byTicker ? groupsByTicker(parts) : groupsInOrder(parts);
  }

  get tickers(): readonly number[] {
    const all = new Set<number>();
    for (const { runs } of this.groups) for (const id of runs?.tickers ?? []) all.add(id);
    return [...all];
  }

  ints(name: string): Int32Array {
    if (name === 'ticker_id' || name === 'batch_id') return this.layKeys(name);
    return this.lay(new Int32Array(this.count), (part, room) => part.ints(name, room));
  }

  numbers(name: string): Float64Array {
    return this.lay(new Float64Array(this.count), (part, room) => part.numbers(name, room));
  }

  texts(name: string): StoredTexts {
    const own = this.parts.map((part) => part.texts(name));
    const codes = this.lay(new Int32Array(this.count), (_part, room, p) => room.set(own[p]!.codes));
    const partOf = this.lay(new Int32Array(this.count), (_part, room, p) => room.fill(p));
    return {
      at: (row) => {
        const code = codes[row];
        if (code === undefined || code === NO_DAY) return null;
        return own[partOf[row] as number]!.word(code);
      },
    };
  }

  /** Tickers, and batches where a group has one, need not be read: they are known by place. */
  private layKeys(name: 'ticker_id' | 'batch_id'): Int32Array {
    const out = new Int32Array(this.count);
    const left = this.groups.filter(({ from, to, runs }) => {
      const { batchId } = this.parts[from] as Part;
      const isOne = this.parts.slice(from, to).every((part) => part.batchId === batchId);
      if (runs === null || (name === 'batch_id' && (batchId === null || !isOne))) return true;
      const { tickers } = runs;
      fillRuns(out, runs, name === 'ticker_id' ? (r) => tickers[r] as number : () => batchId ?? 0);
      return false;
    });
    return this.lay(out, (part, room) => part.ints(name, room), left);
  }

  /** Reads a column part by part into the room it is given, and puts its values in place. */
  private lay<T extends Int32Array | Float64Array>(
    out: T,
    read: (part: Part, room: T, p: number) => unknown,
    groups = this.groups,
  ): T {
    const most = Math.max(0, ...groups.map(({ count }) => count));
    const isInOrder = groups.every(({ runs }) => runs === null);
    const scratch = isInOrder ? out : (new (typeOf(out))(most) as T);
    for (const { from, to, count, at, runs } of groups) {
      const room = (runs === null ? out.subarray(at, at + count) : scratch) as T;
      let filled = 0;
      for (let p = from; p < to; p++) {
        const part = this.parts[p] as Part;
        read(part, room.subarray(filled, filled + part.count) as T, p);
        filled += part.count;
      }
      if (runs !== null) moveRuns(out, scratch, runs);
    }
    return out;
  }
}

function typeOf(column: Int32Array | Float64Array) {
  return column instanceof Int32Array ? Int32Array : Float64Array;
}
