import type { Sql } from './sql.js';
import type { Store } from './store.js';

/** A key of a caller as it is stored. Instants are milliseconds since the epoch. */
export interface StoredKey {
  /** The public part of the key, which lists and logs show. */
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** SHA-256 of the secret part, in hexadecimal. */
  readonly secretHash: string;
  readonly createdAt: number;
  /** The first instant at which it no longer counts; null for a key without end. */
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

const COLUMNS = [
  ...['id', 'name', 'role', 'secret_hash'],
  ...['created_at', 'expires_at', 'revoked_at'],
] as const;

/** Every key that was ever made, oldest first; none in a store that is older than their table. */
export async function readAccessKeys(store: Store): Promise<StoredKey[]> {
  try {
    return await readAll(store);
  } catch (error) {
    const migrations = await store.migrations();
    if (migrations.some(({ name, hasRun }) => name === MIGRATION && !hasRun)) return [];
    throw error;
  }
}

const MIGRATION = 'AccessKeys1693000000000';

async function readAll(sql: Sql): Promise<StoredKey[]> {
  const rows = await sql.query<StoredKey>(
    `SELECT id, name, role, secret_hash AS secretHash, created_at AS createdAt,
       expires_at AS expiresAt, revoked_at AS revokedAt FROM access_key ORDER BY created_at, id`,
  );
  return rows.map((row) => ({ ...row }));
}

export async function insertAccessKey(sql: Sql, key: StoredKey): Promise<void> {
  const { id, name, role, secretHash, createdAt, expiresAt, revokedAt } = key;
  const row = [id, name, role, secretHash, createdAt, expiresAt, revokedAt];
  await sql.insert('access_key', COLUMNS, [row]);
}

/** Whether there was such a key that still counted. */
export async function revokeAccessKey(sql: Sql, id: string, at: number): Promise<boolean> {
  const changed = await sql.run(
    'UPDATE access_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
    [at, id],
  );
  return changed > 0;
}

/** Lets a key end at an instant, unless it ends earlier anyway. */
export async function endAccessKey(sql: Sql, id: string, at: number): Promise<void> {
  await sql.run(
    `UPDATE access_key SET expires_at = ?
     WHERE id = ? AND (expires_at IS NULL OR expires_at > ?)`,
    [at, id, at],
  );
}
