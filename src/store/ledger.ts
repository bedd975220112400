import type { Lease } from './lease.js';
import { type Sql, type SqlValue, TooLarge } from './sql.js';
import type { Store } from './store.js';
import { FACT_TABLES, type FactTable } from './tables.js';
import type { BatchSums } from './tally.js';

const KEYS_PER_DELETE = 200;
const DAYS_PER_DELETE = 2;
const CHUNKS_PER_DELETE = 8;
const ROWS_PER_DELETE = 1000;
const MAX_WARNING_LENGTH = 10_000;

/** What is known of a file before its rows are read. */
export interface BatchStart {
  readonly format: string;
  readonly scope: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly byteSize: number;
  readonly isSimulated: boolean;
  readonly importedAt: number;
}

/** What is known of it after the last row. */
export interface BatchEnd {
  readonly sourceCode: string;
  readonly basis: string | null;
  readonly rowsRead: number;
  readonly accepted: number;
  readonly quarantined: number;
  readonly skipped: number;
  readonly sums: BatchSums;
  readonly firstOn: string | null;
  readonly lastOn: string | null;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

export type BatchStatus = 'STAGING' | 'PUBLISHED' | 'FAILED';
export interface KnownBatch {
  readonly id: number;
  readonly status: BatchStatus;
  readonly versionNumber: number | null;
  /** First version that no longer shows it. */
  readonly retiredIn: number | null;
  readonly isSimulated: number;
}

/** The batch of a file, by content, format and scope; null when it was never seen. */
export async function findBatch(
  sql: Sql,
  file: Pick<BatchStart, 'fileSha256' | 'format' | 'scope'>,
): Promise<KnownBatch | null> {
  const rows = await sql.query<KnownBatch>(
    `SELECT id, status, version_number AS versionNumber, retired_in AS retiredIn,
       is_simulated AS isSimulated FROM import_batch
     WHERE file_sha256 = ? AND format = ? AND scope = ?`,
    [file.fileSha256, file.format, file.scope],
  );
  return rows[0] ?? null;
}

/** Enters a file as STAGING; its id is above all earlier ones, so that later files win. */
export function startBatch(store: Store, lease: Lease, start: BatchStart): Promise<number> {
  return store.transaction(async (sql) => {
    await lease.assertHeld(sql);
    // An earlier run of this transaction may have gone through without an answer.
    const known = await findBatch(sql, start);
    if (known !== null) return known.id;
    const [row] = await sql.query<{ id: number | null }>('SELECT MAX(id) AS id FROM import_batch');
    const id = (row?.id ?? 0) + 1;
    const values: Record<string, SqlValue> = {
      id,
      format: start.format,
      scope: start.scope,
      source_code: '',
      file_name: start.fileName.slice(0, 255),
      file_sha256: start.fileSha256,
      byte_size: start.byteSize,
      status: 'STAGING',
      rows_read: 0,
      accepted: 0,
      quarantined: 0,
      skipped: 0,
      sums: '{}',
      is_simulated: start.isSimulated ? 1 : 0,
      imported_at: start.importedAt,
    };
    await sql.insert('import_batch', Object.keys(values), [Object.values(values)]);
    return id;
  });
}

/** Writes what came of a file into its ledger row, which stays STAGING. */
export async function endBatch(
  store: Store,
  lease: Lease,
  id: number,
  end: BatchEnd,
): Promise<void> {
  const warnings = end.warnings.map(({ code, message }, position) => [
    id,
    position,
    code.slice(0, 64),
    message.slice(0, MAX_WARNING_LENGTH),
  ]);
  await store.transaction(async (sql) => {
    await lease.assertHeld(sql);
    await sql.run(
      `UPDATE import_batch SET source_code = ?, basis = ?, rows_read = ?, accepted = ?,
       quarantined = ?, skipped = ?, sums = ?, first_on = ?, last_on = ?
       WHERE id = ? AND status = 'STAGING'`,
      [
        end.sourceCode,
        end.basis,
        end.rowsRead,
        end.accepted,
        end.quarantined,
        end.skipped,
        JSON.stringify(end.sums),
        end.firstOn,
        end.lastOn,
        id,
      ],
    );
    await sql.run('DELETE FROM import_warning WHERE batch_id = ?', [id]);
    await sql.insert('import_warning', ['batch_id', 'position', 'code', 'message'], warnings);
  });
}

/**
 * Takes the rows of an unpublished batch out again, in bounded transactions, and marks it FAILED.
 * Its ledger row and its quarantined rows stay, so that the operator can see what was wrong.
 */
export async function failBatch(store: Store, lease: Lease, id: number): Promise<void> {
  await runHeld(
    store,
    lease,
    "UPDATE import_batch SET status = 'FAILED' WHERE id = ? AND status = 'STAGING'",
    [id],
  );
  const [batch] = await ask<{ status: BatchStatus }>(
    store,
    'SELECT status FROM import_batch WHERE id = ?',
    [id],
  );
  // A lost connection may hide that the publication went through; its rows are never touched.
  if (batch?.status !== 'FAILED') return;
  await dropChunks(store, lease, id);
  for (const table of Object.values(FACT_TABLES)) {
    const keys = await ask<{ leadValue: SqlValue }>(
      store,
      `SELECT DISTINCT ${table.lead} AS leadValue FROM ${table.name} WHERE batch_id = ?`,
      [id],
    );
    const size = table.lead.endsWith('_on') ? DAYS_PER_DELETE : KEYS_PER_DELETE;
    for (let from = 0; from < keys.length; from += size) {
      const part = keys.slice(from, from + size).map(({ leadValue }) => leadValue);
      await deleteKeys(store, lease, table, id, part);
    }
  }
}

async function dropChunks(store: Store, lease: Lease, id: number): Promise<void> {
  const tables = await ask<{ name: string; top: number }>(
    store,
    `SELECT table_name AS name, MAX(part) AS top FROM column_chunk WHERE batch_id = ?
     GROUP BY table_name`,
    [id],
  );
  for (const { name, top } of tables) {
    for (let to = CHUNKS_PER_DELETE; to < top + 1 + CHUNKS_PER_DELETE; to += CHUNKS_PER_DELETE) {
      await runHeld(
        store,
        lease,
        'DELETE FROM column_chunk WHERE batch_id = ? AND table_name = ? AND part < ?',
        [id, name, to],
      );
    }
  }
}

/** Deletes the rows of some keys: fewer of them at once where the server does not take all. */
async function deleteKeys(
  store: Store,
  lease: Lease,
  table: FactTable,
  id: number,
  keys: readonly SqlValue[],
): Promise<void> {
  const statement =
    `DELETE FROM ${table.name} WHERE batch_id = ? ` +
    `AND ${table.lead} IN (${keys.map(() => '?').join(', ')})`;
  try {
    await runHeld(store, lease, statement, [id, ...keys]);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    const half = keys.length >> 1;
    if (half > 0) {
      await deleteKeys(store, lease, table, id, keys.slice(0, half));
      await deleteKeys(store, lease, table, id, keys.slice(half));
      return;
    }
    // Only servers with LIMIT in a DELETE have such limits.
    const some = `${statement} LIMIT ${ROWS_PER_DELETE}`;
    while ((await runHeld(store, lease, some, [id, ...keys])) > 0);
  }
}

/** Forgets an unpublished batch altogether, so that its file can be staged afresh. */
export async function forgetBatch(store: Store, lease: Lease, id: number): Promise<void> {
  await failBatch(store, lease, id);
  await store.transaction(async (sql) => {
    await lease.assertHeld(sql);
    for (const table of ['quarantined_row', 'import_warning', 'staged_part']) {
      await sql.run(`DELETE FROM ${table} WHERE batch_id = ?`, [id]);
    }
    await sql.run("DELETE FROM import_batch WHERE id = ? AND status = 'FAILED'", [id]);
  });
}

/** Forgets what importers that died had staged; the holder of the lease is the only live one. */
export async function forgetDeadBatches(store: Store, lease: Lease): Promise<void> {
  const dead = await ask<{ id: number }>(
    store,
    "SELECT id FROM import_batch WHERE status = 'STAGING' ORDER BY id DESC",
  );
  for (const { id } of dead) await forgetBatch(store, lease, id);
}

/** One statement in a transaction of its own, which only the holder of the lease gets through. */
function runHeld(
  store: Store,
  lease: Lease,
  statement: string,
  values: readonly SqlValue[],
): Promise<number> {
  return store.transaction(async (sql) => {
    await lease.assertHeld(sql);
    return sql.run(statement, values);
  });
}

/** A read that is as patient as a transaction, for an import that must get over a lost server. */
function ask<T>(store: Store, statement: string, values: readonly SqlValue[] = []): Promise<T[]> {
  return store.transaction((sql) => sql.query<T>(statement, values));
}
