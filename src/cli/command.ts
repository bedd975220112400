import type { Command } from 'commander';
import type { Config } from '../config.js';
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
