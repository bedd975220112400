import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { OperatorError } from '../../../src/errors.js';
import { checkStore } from '../../../src/store/check.js';
import { readStoredColumns } from '../../../src/store/readers/read-columns.js';
import { openStore, type Store } from '../../../src/store/store.js';
import { runImport } from '../../support/importing.js';
import { dump, memoryStore } from '../../support/stores.js';
import type { Delivery } from './market.js';

/** What a store holds, as one digest: every table but the lease, without the times of the clock. */
export async function digestOf(store: Store): Promise<string> {
  const tables = await dump(store);
  return createHash('sha256').update(JSON.stringify(tables)).digest('hex');
}

/** The digest of a store that was never disturbed. */
export async function undisturbed(deliveries: readonly Delivery[]): Promise<string> {
  const store = await memoryStore();
  try {
    for (const { format, files } of deliveries) {
      assert.notEqual((await runImport(store, format, files)).published, null);
    }
    return await digestOf(store);
  } finally {
    await store.close();
  }
}

/** Holds a store against an undisturbed one, and its rows against its ledger. */
export async function assertSame(url: string, expected: string, what: string): Promise<void> {
  const store = await openStore(url);
  try {
    assert.deepEqual((await checkStore(store)).problems, [], what);
    assert.equal(await digestOf(store), expected, `${what}: not what a clean run leaves`);
  } finally {
    await store.close();
  }
}

/** Empties every table; quicker than new ones. */
export async function emptyTables(store: Store): Promise<void> {
  for (const { tableName } of store.dataSource.entityMetadatas) {
    await store.run(`DELETE FROM ${tableName}`);
  }
}

/**
 * Looks at a store over and over, as readers do: whatever version it shows must be whole, and none
 * may be followed by an older one. A store that is away is looked at again.
 */
export class Watcher {
  looks = 0;
  loads = 0;
  readonly problems: string[] = [];
  #isOn = true;
  #newest = 0;
  readonly #loop: Promise<void>;

  private constructor(private readonly store: Store) {
    this.#loop = this.#run();
  }

  static async on(url: string): Promise<Watcher> {
    return new Watcher(await openStore(url));
  }

  /** Stops and fails with what it has seen that must not be. */
  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#loop;
    await this.store.close();
    assert.deepEqual(this.problems, []);
  }

  async #run(): Promise<void> {
    while (this.#isOn) {
      try {
        await this.#look();
      } catch (error) {
        const isBroken = error instanceof OperatorError && /does not hold/.test(error.message);
        if (isBroken) this.problems.push(error.message);
      }
      await pause(10);
    }
  }

  async #look(): Promise<void> {
    const number = (await this.store.currentVersion())?.number ?? 0;
    this.looks++;
    if (number < this.#newest) this.problems.push(`version ${number} after ${this.#newest}`);
    if (number <= this.#newest) return;
    await readStoredColumns(this.store, number);
    this.loads++;
    this.#newest = number;
  }
}
