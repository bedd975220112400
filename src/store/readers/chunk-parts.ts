import { OperatorError } from '../../errors.js';
import { type ChunkedTable, isChunked } from '../chunks/chunk-columns.js';
import { Chunk } from '../chunks/decode-chunk.js';
import type { Sql } from '../sql.js';
import type { FactTableName } from '../tables.js';
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
  private constructor(private readonly rowsOf: ReadonlyMap<string, number>) {}

  static async read(sql: Sql): Promise<ChunkIndex> {
    const found = await sql.query<{
      id: number;
      name: string;
      parts: number;
      top: number;
      n: number;
    }>(
      `SELECT batch_id AS id, table_name AS name, COUNT(*) AS parts, MAX(part) AS top,
         SUM(row_count) AS n
       FROM column_chunk GROUP BY batch_id, table_name`,
    );
    const whole = found.filter(({ parts, top }) => Number(parts) === top + 1);
    return new ChunkIndex(new Map(whole.map(({ id, name, n }) => [`${id} ${name}`, Number(n)])));
  }

  /** Whether the chunks of a batch hold as many rows of a table as were imported. */
  isComplete({ id, sums }: CountedBatch, table: FactTableName): boolean {
    return this.rowsOf.get(`${id} ${table}`) === sums.tables[table]?.rows;
  }
}

/**
 * The chunks of some batches, ascending by batch and part. Throws OperatorError when one is damaged
 * or was taken away in the meantime.
 */
export async function readChunks(
  sql: Sql,
  batches: readonly CountedBatch[],
  table: FactTableName,
): Promise<BatchChunk[]> {
  if (!isChunked(table)) return [];
  const chunks: BatchChunk[] = [];
  for (const group of grouped(batches, table)) {
    const rows = await sql.query<Row>(
      `SELECT batch_id AS batchId, row_count AS rowCount, checksum, bytes FROM column_chunk
       WHERE batch_id IN (${group.map(() => '?').join(', ')}) AND table_name = ?
       ORDER BY batch_id, part`,
      [...group.map(({ id }) => id), table],
    );
    const shared = inSharedMemory(rows.map(({ bytes }) => bytes));
    rows.forEach(({ batchId, bytes: _, ...expected }, k) => {
      chunks.push({ batchId, chunk: new Chunk(shared[k] as Buffer, { table, ...expected }) });
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
    size += (length + 7) & ~7;
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

function* grouped(batches: readonly CountedBatch[], table: ChunkedTable) {
  let group: CountedBatch[] = [];
  let count = 0;
  for (const batch of batches) {
    group.push(batch);
    count += batch.sums.tables[table]?.rows ?? 0;
    if (count < ROWS_PER_STATEMENT) continue;
    yield group;
    group = [];
    count = 0;
  }
  if (group.length > 0) yield group;
}

function checkWhole(
  chunks: readonly BatchChunk[],
  batches: readonly CountedBatch[],
  table: ChunkedTable,
): void {
  const found = new Map<number, number>();
  for (const { batchId, chunk } of chunks) {
    found.set(batchId, (found.get(batchId) ?? 0) + chunk.rowCount);
  }
  for (const { id, sums } of batches) {
    const expected = sums.tables[table]?.rows ?? 0;
    if (found.get(id) === expected) continue;
    throw new OperatorError(
      `the column chunks of batch ${id}, ${table}, hold ${found.get(id) ?? 0} rows where ` +
        `${expected} were imported; see 'lowtide check'`,
    );
  }
}
