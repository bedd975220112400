import type { Command } from 'commander';
import type { Config } from '../config.js';
import { OperatorError } from '../errors.js';
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
): Promise<T> {
  const { openStore } = await import('../store/store.js');
  const store = await openStore(config().databaseUrl);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/**
 * Brings an SQLite store up to date. A shared database is migrated by its operator, who knows when
 * the other readers are ready for it.
 */
export async function ensureMigrated(store: Store): Promise<void> {
  const isPending = (await store.migrations()).some(({ hasRun }) => !hasRun);
  if (!isPending) return;
  if (store.dialect === 'sqlite') {
    await store.migrate('up');
    return;
  }
  throw new OperatorError(`${store.name} has pending migrations; run 'lowtide migrate up' first`);
}
