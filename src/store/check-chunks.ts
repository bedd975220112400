import { CHUNKED_TABLES, type ChunkedTable } from './chunks/chunk-columns.js';
import { visitChunk } from './chunks/visit-chunk.js';
import { readChunks } from './readers/chunk-parts.js';
import { scanOf } from './readers/table-reader.js';
import type { VisibleBatch } from './readers/visible-batches.js';
import { RowDigest } from './row-digest.js';
import type { Store } from './store.js';
import { FACT_TABLES } from './tables.js';

/** A published batch by what the check of its chunks needs. */
export type CheckedBatch = Pick<VisibleBatch, 'id' | 'sums'> & { readonly fileName: string };

/**
 * Holds the column chunks of each batch against its rows, value by value: one line for each batch
 * and table in which they differ. A batch without chunks is read by its rows, which is no fault.
 * Those in `told`, as id and table with a space between, are left out.
 */
export async function chunkProblems(
  store: Store,
  batches: readonly CheckedBatch[],
  told: ReadonlySet<string>,
): Promise<string[]> {
  const problems: string[] = [];
  for (const table of CHUNKED_TABLES) {
    const chunked = await chunkedBatches(store, batches, table);
    if (chunked.length === 0) continue;
    const byRows = await rowDigests(store, table);
    for (const batch of chunked) {
      if (told.has(`${batch.id} ${table}`)) continue;
      const problem = await problemOf(store, batch, table, byRows.get(batch.id) ?? new RowDigest());
      if (problem !== null) problems.push(`${batch.fileName}: ${table}: ${problem}`);
    }
  }
  return problems;
}

async function chunkedBatches(
  store: Store,
  batches: readonly CheckedBatch[],
  table: ChunkedTable,
): Promise<CheckedBatch[]> {
  const rows = await store.query<{ id: number }>(
    'SELECT DISTINCT batch_id AS id FROM column_chunk WHERE table_name = ?',
    [table],
  );
  const ids = new Set(rows.map(({ id }) => id));
  return batches.filter(({ id }) => ids.has(id));
}

async function rowDigests(store: Store, table: ChunkedTable): Promise<Map<number, RowDigest>> {
  const digests = new Map<number, RowDigest>();
  const place = (FACT_TABLES[table].columns as readonly string[]).indexOf('batch_id');
  await store.scan(scanOf(FACT_TABLES[table]), (row) => {
    const batch = row[place] as number;
    const digest = digests.get(batch) ?? new RowDigest();
    digests.set(batch, digest);
    digest.add(row);
  });
  return digests;
}

async function problemOf(
  store: Store,
  batch: CheckedBatch,
  table: ChunkedTable,
  rows: RowDigest,
): Promise<string | null> {
  const chunks = new RowDigest();
  try {
    for (const { batchId, chunk } of await readChunks(store, [batch], table)) {
      visitChunk(chunk, batchId, (row) => chunks.add(row));
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return chunks.text === rows.text ? null : 'its column chunks are not its rows';
}
