import { OperatorError } from '../errors.js';
import { holderName, isHolderAlive } from './holder.js';
import { Lease } from './lease.js';
import type { Store } from './store.js';

/** One migration: of this program, or one that a newer program has run. */
export interface MigrationState {
  readonly name: string;
  readonly hasRun: boolean;
  /** Whether this program has it. */
  readonly isKnown: boolean;
}

/**
 * Runs all pending migrations under the lease of imports, so that neither two of them nor an import
 * and a migration meet, on whatever node of a cluster; the names of those that ran.
 */
export async function migrateUp(store: Store): Promise<string[]> {
  return underLease(store, async () => {
    const ran = await store.dataSource.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  });
}

/** What goes when the last migration is reverted; null when nothing is left to revert. */
export async function lastMigration(store: Store): Promise<Revertible | null> {
  const last = (await store.migrations()).filter(({ hasRun }) => hasRun).at(-1);
  if (last === undefined) return null;
  const migration = store.dataSource.migrations.find(({ name }) => name === last.name);
  const { tables = [] } = (migration ?? {}) as { readonly tables?: readonly string[] };
  const counted = tables.map(async (table) => {
    const [row] = await store.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
    return { table, rows: Number(row?.n ?? 0) };
  });
  return { name: last.name, tables: await Promise.all(counted) };
}

/** A migration that has run, with the tables that it made and what they hold. */
export interface Revertible {
  readonly name: string;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
}

/** Reverts the last migration; its name, or none when nothing is left. */
export async function migrateDown(store: Store): Promise<string[]> {
  const run = (await store.migrations()).filter(({ hasRun }) => hasRun);
  const newer = run.find(({ isKnown }) => !isKnown);
  if (newer !== undefined) {
    throw new OperatorError(`only the newer program that ran ${newer.name} can revert it`);
  }
  const last = run.at(-1);
  if (last === undefined) return [];
  await underLease(store, () => store.dataSource.undoLastMigration({ transaction: 'each' }));
  return [last.name];
}

async function underLease<T>(store: Store, work: () => Promise<T>): Promise<T> {
  await makeLeaseTable(store);
  const now = () => performance.timeOrigin + performance.now();
  const holder = `migration of ${holderName()}`;
  const isAlive = (other: string) => isHolderAlive(other.replace('migration of ', ''));
  const lease = await Lease.take(store, holder, () => Math.round(now()), isAlive);
  try {
    return await store.alone(work);
  } finally {
    await lease.release().catch(() => {
      // The first migration, reverted, takes the table along.
    });
  }
}

/** The lease is needed before the first migration, which finds the table and leaves it. */
async function makeLeaseTable(store: Store): Promise<void> {
  const engine = store.dialect === 'sqlite' ? '' : 'ENGINE=InnoDB';
  await store.run(
    `CREATE TABLE IF NOT EXISTS lease (name varchar(32) NOT NULL, holder varchar(128) NOT NULL,
       expires_at bigint NOT NULL, PRIMARY KEY (name)) ${engine}`,
  );
}
