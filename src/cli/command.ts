import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '../config.js';
import { OperatorError } from '../errors.js';
import type { Lease } from '../store/lease.js';
import type { Store } from '../store/store.js';
import type { Terminal } from './terminal.js';

/** What every command gets. */
export interface Surroundings {
  readonly terminal: Terminal;
  /** Reads the environment; a wrong value throws OperatorError. */
  readonly config: () => Config;
  /** Makes the command end with exit code 1. */
  readonly fail: () => void;
}

export type AddCommand = (program: Command, surroundings: Surroundings) => void;

/** Opens the store of the configuration for `work` and closes it afterwards. */
export async function withStore<T>(
  { config }: Surroundings,
  work: (store: Store) => Promise<T>,
  limits: { limitMs?: number } = {},
): Promise<T> {
  const { openStore } = await import('../store/store.js');
  const store = await openStore(config().databaseUrl, limits);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/**
 * The same for a command that only reads: an SQLite store that is not there is not made. Throws
 * OperatorError with the path.
 */
export async function withExistingStore<T>(
  surroundings: Surroundings,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const path = await missingStore(surroundings.config().databaseUrl);
  if (path === null) return withStore(surroundings, work);
  throw new OperatorError(`there is no store at ${path}; ./lowtide import makes one`);
}

/** The file of an SQLite store that is not there; null for any other store. */
export async function missingStore(url: string): Promise<string | null> {
  const { sqlitePath } = await import('../store/store-url.js');
  const path = sqlitePath(url);
  return path === null || path === ':memory:' || existsSync(path) ? null : path;
}

/** Opens the store for `work` that writes, and holds the lease of imports meanwhile. */
export function withLease<T>(
  surroundings: Surroundings,
  work: (store: Store, lease: Lease) => Promise<T>,
): Promise<T> {
  return withStore(surroundings, async (store) => {
    const [{ Lease }, { makeReady }] = await Promise.all([
      import('../store/lease.js'),
      import('../store/ready.js'),
    ]);
    await makeReady(store, 'WRITE');
    const { holder, now, isAlive } = surroundings.terminal;
    const lease = await Lease.take(store, holder, now, isAlive);
    try {
      return await work(store, lease);
    } finally {
      await lease.release().catch(() => {
        // It runs out by itself.
      });
    }
  });
}
