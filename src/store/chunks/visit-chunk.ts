import { NO_DAY } from '../stored-columns.js';
import { FACT_TABLES } from '../tables.js';
import { type ChunkColumn, chunkColumns } from './chunk-columns.js';
import type { Chunk } from './decode-chunk.js';

/**
 * Calls `visit` with each row of a chunk as a scan of its table gives it: values in the order of
 * FACT_TABLES, dates as days, null for what is missing. The array is used again for the next row.
 */
export function visitChunk(
  chunk: Chunk,
  batchId: number,
  visit: (row: readonly unknown[]) => void,
): void {
  const row: unknown[] = FACT_TABLES[chunk.table].columns.map(() => batchId);
  const columns = chunkColumns(chunk.table);
  const readers = columns.map((column) => valueReader(chunk, column));
  for (let k = 0; k < chunk.rowCount; k++) {
    columns.forEach(({ place }, c) => {
      row[place] = readers[c]?.(k);
    });
    visit(row);
  }
}

function valueReader(chunk: Chunk, { name, kind }: ChunkColumn): (k: number) => unknown {
  if (kind === 'number') {
    const values = chunk.numbers(name);
    return (k) => (Number.isNaN(values[k]) ? null : values[k]);
  }
  if (kind !== 'text') {
    const values = chunk.ints(name);
    return (k) => (values[k] === NO_DAY ? null : values[k]);
  }
  const { codes, word } = chunk.texts(name);
  const words: string[] = [];
  return (k) => {
    const code = codes[k] as number;
    if (code === NO_DAY) return null;
    words[code] ??= word(code);
    return words[code];
  };
}
