import { after, before, describe } from 'node:test';
import { openStore, type Store } from '../../src/store/store.js';
import { createTestDatabase, mysqlSkip, type TestDatabase } from './mariadb.js';

/** A store in memory with all tables. */
export async function memoryStore(): Promise<Store> {
  const store = await openStore('sqlite::memory:');
  await store.migrate('up');
  return store;
}

/** The same tests on SQLite and on MariaDB or MySQL, each on a fresh store. */
export function onEachEngine(name: string, tests: (store: () => Store) => void): void {
  describe(`${name} on SQLite`, () => {
    let store: Store;
    before(async () => {
      store = await openStore('sqlite::memory:');
    });
    after(() => store.close());
    tests(() => store);
  });
  describe(`${name} on MariaDB or MySQL`, { skip: mysqlSkip() }, () => {
    let database: TestDatabase;
    let store: Store;
    before(async () => {
      database = await createTestDatabase();
      store = await openStore(database.url);
    });
    after(async () => {
      await store.close();
      await database.drop();
    });
    tests(() => store);
  });
}

/** Empties every table, so that a test begins on a fresh store. */
export async function emptied(store: Store): Promise<Store> {
  await withoutTables(store);
  await store.migrate('up');
  return store;
}

/** Reverts every migration. */
export async function withoutTables(store: Store): Promise<void> {
  while ((await store.migrations()).some(({ hasRun }) => hasRun)) await store.migrate('down');
}

/** Everything that is in the fact and ledger tables, without the times of the clock. */
export async function dump(store: Store): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const { tableName, columns } of store.dataSource.entityMetadatas) {
    if (tableName === 'lease') continue;
    const names = columns
      .map(({ databaseName }) => databaseName)
      .filter((name) => name !== 'imported_at' && name !== 'published_at');
    const rows = await store.query<Record<string, unknown>>(
      `SELECT ${names.join(', ')} FROM ${tableName}`,
    );
    tables[tableName] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return tables;
}
