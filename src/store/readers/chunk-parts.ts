import { OperatorError } from '../../errors.js';
import { aligned } from '../chunks/aligned.js';
import { type ChunkedTable, isChunked } from '../chunks/chunk-columns.js';
import { Chunk } from '../chunks/decode-chunk.js';
import type { Sql } from '../sql.js';
import type { FactTableName } from '../tables.js';
import type { ChunkSet, KeptChunks, ReadChunk } from './kept-chunks.js';
import type { VisibleBatch } from './visible-batches.js';

/** A chunk and the batch whose rows it holds. */
export interface BatchChunk {
  readonly batchId: number;
  readonly chunk: Chunk;
}

/** A batch and what its ledger counted. */
type CountedBatch = Pick<VisibleBatch, 'id' | 'sums'>;

/** Rows asked for in one statement, so that none runs for long: some 50 MB. */
const ROWS_PER_STATEMENT = 2_000_000;

/** Which batches can be read by their chunks, found out once for all tables. */
export class ChunkIndex {
  private constructor(private readonly sets: ReadonlyMap<string, ChunkSet>) {}

  static async read(sql: Sql): Promise<ChunkIndex> {
    const found = await sql.query<Counted>(
      `SELECT batch_id AS batchId, table_name AS name, COUNT(*) AS parts, MAX(part) AS top,
         SUM(row_count) AS n, SUM(checksum) AS checksums
       FROM column_chunk GROUP BY batch_id, table_name`,
    );
    const sets = new Map<string, ChunkSet>();
    for (const { batchId, name, parts, top, n, checksums } of found) {
      if (!isChunked(name) || Number(parts) !== top + 1) continue;
      const counts = { rows: Number(n), checksums: Number(checksums) };
      sets.set(`${batchId} ${name}`, { batchId, table: name, ...counts });
    }
    return new ChunkIndex(sets);
  }

  /** The chunks of a batch where they hold as many rows of a table as were imported; else null. */
  complete({ id, sums }: CountedBatch, table: FactTableName): ChunkSet | null {
    const set = this.sets.get(`${id} ${table}`);
    return set !== undefined && set.rows === sums.tables[table]?.rows ? set : null;
  }
}

interface Counted {
  readonly batchId: number;
  readonly name: string;
  readonly parts: number;
  readonly top: number;
  readonly n: number;
  readonly checksums: number;
}

/**
 * The chunks of sets that were found complete, in their order: from files where `kept` has them,
 * else from the store. Throws as `readChunks` does.
 */
export async function readSets(
  sql: Sql,
  sets: readonly ChunkSet[],
  table: FactTableName,
  kept: KeptChunks | null,
): Promise<BatchChunk[]> {
  const found = new Map<number, BatchChunk[]>();
  for (const set of sets) {
    const chunks = kept?.take(set) ?? null;
    if (chunks !== null) found.set(set.batchId, chunks);
  }
  const missing = sets.filter(({ batchId }) => !found.has(batchId));
  const read = new Map<number, ReadChunk[]>(missing.map(({ batchId }) => [batchId, []]));
  const asked = missing.map(({ batchId, rows }) => ({ id: batchId, rows }));
  for (const chunk of await askForChunks(sql, asked, table)) read.get(chunk.batchId)?.push(chunk);
  for (const set of missing) kept?.add(set, read.get(set.batchId) ?? []);
  return sets.flatMap(({ batchId }) => found.get(batchId) ?? read.get(batchId) ?? []);
}

/**
 * The chunks of some batches, ascending by batch and part. Throws OperatorError when one is damaged
 * or was taken away in the meantime.
 */
export function readChunks(
  sql: Sql,
  batches: readonly CountedBatch[],
  table: FactTableName,
): Promise<ReadChunk[]> {
  const asked = batches.map(({ id, sums }) => ({ id, rows: sums.tables[table]?.rows ?? 0 }));
  return askForChunks(sql, asked, table);
}

/** A batch, and how many rows its chunks must hold. */
interface Asked {
  readonly id: number;
  readonly rows: number;
}

async function askForChunks(
  sql: Sql,
  batches: readonly Asked[],
  table: FactTableName,
): Promise<ReadChunk[]> {
  if (!isChunked(table)) return [];
  const chunks: ReadChunk[] = [];
  for (const group of grouped(batches)) {
    const rows = await sql.query<Row>(
      `SELECT batch_id AS batchId, row_count AS rowCount, checksum, bytes FROM column_chunk
       WHERE batch_id IN (${group.map(() => '?').join(', ')}) AND table_name = ?
       ORDER BY batch_id, part`,
      [...group.map(({ id }) => id), table],
    );
    const shared = inSharedMemory(rows.map(({ bytes }) => bytes));
    rows.forEach(({ batchId, rowCount, checksum }, k) => {
      const bytes = shared[k] as Buffer;
      const chunk = new Chunk(bytes, { table, rowCount, checksum });
      chunks.push({ batchId, chunk, checksum, bytes });
    });
  }
  checkWhole(chunks, batches, table);
  return chunks;
}

/** The same bytes one behind the other, where other threads see them and typed arrays can lie. */
function inSharedMemory(blobs: readonly Buffer[]): Buffer[] {
  let size = 0;
  const starts = blobs.map(({ length }) => {
    const start = size;
    size += aligned(length);
    return start;
  });
  const memory = new SharedArrayBuffer(size);
  return blobs.map((blob, k) => {
    const room = Buffer.from(memory, starts[k], blob.length);
    room.set(blob);
    return room;
  });
}

interface Row {
  readonly batchId: number;
  readonly rowCount: number;
  readonly checksum: number;
  readonly bytes: Buffer;
}

function* grouped(batches: readonly Asked[]) {
  let group: Asked[] = [];
  let count = 0;
  for (const batch of batches) {
    group.push(batch);
    count += batch.rows;
    if (count < ROWS_PER_STATEMENT) continue;
    yield group;
    group = [];
    count = 0;
  }
  if (group.length > 0) yield group;
}

function checkWhole(
  chunks: readonly BatchChunk[],
  batches: readonly Asked[],
  table: ChunkedTable,
): void {
  const found = new Map<number, number>();
  for (const { batchId, chunk } of chunks) {
    found.set(batchId, (found.get(batchId) ?? 0) + chunk.rowCount);
  }
  for (const { id, rows } of batches) {
    if (found.get(id) === rows) continue;
    throw new OperatorError(
      `the column chunks of batch ${id}, ${table}, hold ${found.get(id) ?? 0} rows where ` +
        `${rows} were imported; see './lowtide check'`,
    );
  }
}
