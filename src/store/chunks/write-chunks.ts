import type { Sql, SqlValue } from '../sql.js';
import type { FactTableName } from '../tables.js';
import { isChunked } from './chunk-columns.js';
import { type EncodedChunk, encodeChunk } from './encode-chunk.js';

const COLUMNS = ['batch_id', 'table_name', 'part', 'row_count', 'checksum', 'bytes'];

/** A bar takes some 12 to 40 bytes, so that a chunk stays below 2 MB and below any packet limit. */
const ROWS_PER_CHUNK = 50_000;

/** Rows of one batch as columns, ready to be written; none of a table that the panel skips. */
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
 * only when they hold as many rows as its ledger. Rows are as `Sql.insert` takes them: values in
 * the order of FACT_TABLES. Some ten thousand rows a call is a good size. Returns the number of
 * the next chunk.
 */
export async function writeChunks(
  sql: Sql,
  batchId: number,
  table: FactTableName,
  chunks: readonly EncodedChunk[],
): Promise<number> {
  if (chunks.length === 0) return 0;
  const [last] = await sql.query<{ part: number | null }>(
    'SELECT MAX(part) AS part FROM column_chunk WHERE batch_id = ? AND table_name = ?',
    [batchId, table],
  );
  let part = (last?.part ?? -1) + 1;
  for (const { rowCount, checksum, bytes } of chunks) {
    await sql.insert('column_chunk', COLUMNS, [[batchId, table, part, rowCount, checksum, bytes]]);
    part++;
  }
  return part;
}
