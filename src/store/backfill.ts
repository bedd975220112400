import { CHUNKED_TABLES, type ChunkedTable } from './chunks/chunk-columns.js';
import { encodeChunks, writeChunks } from './chunks/write-chunks.js';
import type { Lease } from './lease.js';
import { ChunkIndex } from './readers/chunk-parts.js';
import { readVersions } from './readers/read-versions.js';
import { type VisibleBatch, visibleBatches } from './readers/visible-batches.js';
import type { SqlValue } from './sql.js';
import type { Store } from './store.js';
import { FACT_TABLES, type FactTable } from './tables.js';

/** A chunk holds some of these; so many rows are in memory at once. */
const ROWS_PER_PART = 20_000;

/** What `backfillChunks` wrote. */
export interface Backfill {
  readonly batchCount: number;
  readonly rowCount: number;
}

/**
 * Keeps the rows of batches that have no column chunks, such as those that were imported before
 * there were any, once more as columns. They are seen as soon as they are complete; one that was
 * ended in its middle begins anew with the next run. `onBatch` is told of each file of the current
 * version, with the number of those done.
 */
export async function backfillChunks(
  store: Store,
  lease: Lease,
  onBatch: (done: number, all: number) => void = () => {},
): Promise<Backfill> {
  const current = (await readVersions(store)).at(-1);
  if (current === undefined) return { batchCount: 0, rowCount: 0 };
  const batches = await visibleBatches(store, current.number);
  const index = await ChunkIndex.read(store);
  let batchCount = 0;
  let rowCount = 0;
  for (const [k, batch] of batches.entries()) {
    const lacking = CHUNKED_TABLES.filter(
      (table) => (batch.sums.tables[table]?.rows ?? 0) > 0 && index.complete(batch, table) === null,
    );
    for (const table of lacking) rowCount += await backfillTable(store, lease, batch, table);
    if (lacking.length > 0) batchCount++;
    onBatch(k + 1, batches.length);
  }
  return { batchCount, rowCount };
}

async function backfillTable(
  store: Store,
  lease: Lease,
  { id }: VisibleBatch,
  name: ChunkedTable,
): Promise<number> {
  const table = FACT_TABLES[name];
  await store.transaction(async (sql) => {
    await lease.assertHeld(sql);
    await sql.run('DELETE FROM column_chunk WHERE batch_id = ? AND table_name = ?', [id, name]);
  });
  let count = 0;
  let part = 0;
  for (const keys of await keyGroups(store, table, id)) {
    const rows = await rowsOf(store, table, id, keys);
    const chunks = encodeChunks(name, rows);
    const written = part;
    await store.transaction(async (sql) => {
      await lease.assertHeld(sql);
      // The same again after a COMMIT whose answer was lost.
      await sql.run(
        'DELETE FROM column_chunk WHERE batch_id = ? AND table_name = ? AND part >= ?',
        [id, name, written],
      );
      part = await writeChunks(sql, { batchId: id, table: name, from: written }, chunks);
    });
    count += rows.length;
  }
  return count;
}

/** First columns of the primary key, in groups that have some ROWS_PER_PART rows each. */
async function keyGroups(store: Store, table: FactTable, id: number): Promise<SqlValue[][]> {
  const counts = await store.query<{ leadValue: SqlValue; n: number }>(
    `SELECT ${table.lead} AS leadValue, COUNT(*) AS n FROM ${table.name} WHERE batch_id = ?
     GROUP BY ${table.lead} ORDER BY ${table.lead}`,
    [id],
  );
  const groups: SqlValue[][] = [];
  let size = ROWS_PER_PART;
  for (const { leadValue, n } of counts) {
    if (size + n > ROWS_PER_PART) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)!.push(leadValue);
    size += n;
  }
  return groups;
}

async function rowsOf(
  store: Store,
  { name, columns, lead }: FactTable,
  id: number,
  keys: readonly SqlValue[],
): Promise<SqlValue[][]> {
  const rows = await store.query<Record<string, SqlValue>>(
    `SELECT ${columns.join(', ')} FROM ${name}
     WHERE batch_id = ? AND ${lead} IN (${keys.map(() => '?').join(', ')})`,
    [id, ...keys],
  );
  return rows.map((row) => columns.map((column) => row[column] as SqlValue));
}
