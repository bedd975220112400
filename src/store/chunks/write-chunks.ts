import type { Sql, SqlValue } from '../sql.js';
import type { FactTableName } from '../tables.js';
import { isChunked } from './chunk-columns.js';
import { type EncodedChunk, encodeChunk } from './encode-chunk.js';

const COLUMNS = ['batch_id', 'table_name', 'part', 'row_count', 'checksum', 'bytes'];

/** A bar takes some 12 to 40 bytes, so that a chunk stays below 2 MB and below any packet limit. */
const ROWS_PER_CHUNK = 50_000;

/**
 * Rows of one batch as columns, ready to be written; none of a table that the panel skips. Rows are
 * as `Sql.insert` takes them: values in the order of FACT_TABLES.
 */
export function encodeChunks(
  table: FactTableName,
  rows: readonly SqlValue[][],
): readonly EncodedChunk[] {
  if (!isChunked(table)) return [];
  const chunks: EncodedChunk[] = [];
  for (let from = 0; from < rows.length; from += ROWS_PER_CHUNK) {
    chunks.push(encodeChunk(table, rows.slice(from, from + ROWS_PER_CHUNK)));
  }
  return chunks;
}

/**
 * Keeps rows of one batch once more, as columns. Call it in the transaction that inserts the same
 * rows, with the chunks of the rows that were kept and no others, for the chunks of a batch count
 * only when they hold as many rows as its ledger. Chunks are numbered from `from` on: each number
 * is free for a batch and a table once. Some ten thousand rows a call is a good size. Returns the
 * number of the next chunk.
 */
export async function writeChunks(
  sql: Sql,
  { batchId, table, from }: { batchId: number; table: FactTableName; from: number },
  chunks: readonly EncodedChunk[],
): Promise<number> {
  const rows = chunks.map(({ rowCount, checksum, bytes }, k): SqlValue[] => [
    ...[batchId, table, from + k],
    ...[rowCount, checksum, bytes],
  ]);
  if (rows.length > 0) await sql.insert('column_chunk', COLUMNS, rows);
  return from + rows.length;
}
