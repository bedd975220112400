import { createHash } from 'node:crypto';
import type { Lease } from './lease.js';
import type { Sql } from './sql.js';
import type { Store } from './store.js';

/** Parent of version 1. */
export const NO_PARENT = '0'.repeat(64);

export interface Publication {
  readonly number: number;
  readonly hash: string;
  /** Simulated batches that this version no longer shows. */
  readonly retiredCount: number;
}

/** What identifies a batch in the hash of its version. */
export interface HashedBatch {
  readonly format: string;
  readonly scope: string;
  readonly fileSha256: string;
}

/**
 * SHA-256 over the parent's hash, the new batches and those withdrawn in a fixed order, so that the
 * same files in the same commands give the same hash on every engine.
 */
export function versionHash(
  parentHash: string,
  batches: readonly HashedBatch[],
  withdrawn: readonly HashedBatch[] = [],
): string {
  const line = (batch: HashedBatch) => [batch.format, batch.scope, batch.fileSha256].join(' ');
  const lines = [...batches.map(line), ...withdrawn.map((batch) => `withdrawn ${line(batch)}`)];
  return createHash('sha256')
    .update([parentHash, ...lines.sort()].join('\n'))
    .digest('hex');
}

/**
 * Makes staged batches visible as the next data version, in one short transaction. Real data
 * retires all simulated batches in the same step.
 */
export function publish(
  store: Store,
  lease: Lease,
  batchIds: readonly number[],
  options: { isSimulated: boolean; publishedAt: number },
): Promise<Publication> {
  return store.transaction(async (sql) => {
    await lease.assertHeld(sql);
    const done = await publication(sql, batchIds);
    if (done !== null) return done;
    const [last] = await sql.query<{ number: number; hash: string }>(
      'SELECT number, hash FROM data_version ORDER BY number DESC LIMIT 1',
    );
    const number = (last?.number ?? 0) + 1;
    const parentHash = last?.hash ?? NO_PARENT;
    const hash = versionHash(parentHash, await hashedBatches(sql, batchIds));
    await sql.insert(
      'data_version',
      ['number', 'parent_hash', 'hash', 'published_at', 'is_simulated'],
      [[number, parentHash, hash, options.publishedAt, options.isSimulated ? 1 : 0]],
    );
    const retiredCount = options.isSimulated ? 0 : await retireSimulated(sql, number);
    for (const id of batchIds) {
      await sql.run(
        "UPDATE import_batch SET status = 'PUBLISHED', version_number = ? WHERE id = ?",
        [number, id],
      );
    }
    return { number, hash, retiredCount };
  });
}

/** What an earlier run of the transaction published, whose answer was lost; null when none did. */
async function publication(sql: Sql, ids: readonly number[]): Promise<Publication | null> {
  const [found] = await sql.query<Omit<Publication, 'retiredCount'>>(
    `SELECT number, hash FROM data_version
     WHERE number IN (SELECT version_number FROM import_batch WHERE id IN (${places(ids)}))`,
    ids,
  );
  if (found === undefined) return null;
  const [retired] = await sql.query<{ n: number }>(
    'SELECT COUNT(*) AS n FROM import_batch WHERE is_simulated = 1 AND retired_in = ?',
    [found.number],
  );
  return { ...found, retiredCount: retired?.n ?? 0 };
}

function hashedBatches(sql: Sql, ids: readonly number[]): Promise<HashedBatch[]> {
  return sql.query<HashedBatch>(
    `SELECT format, scope, file_sha256 AS fileSha256 FROM import_batch
     WHERE id IN (${places(ids)})`,
    ids,
  );
}

function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

function retireSimulated(sql: Sql, number: number): Promise<number> {
  return sql.run(
    `UPDATE import_batch SET retired_in = ?
     WHERE is_simulated = 1 AND version_number IS NOT NULL AND retired_in IS NULL`,
    [number],
  );
}
