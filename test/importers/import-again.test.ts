import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { OperatorError } from '../../src/errors.js';
import { type Sql, TooLarge } from '../../src/store/sql.js';
import type { Store } from '../../src/store/store.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { runImport } from '../support/importing.js';
import { withTransactions } from '../support/intercepted.js';
import { dump, memoryStore } from '../support/stores.js';

const FORMAT = 'finra-short-interest';
const files = scratch();
after(files.remove);
const text = finraFile('2023-08-31', positions(900, 1));
const paths = [
  files.path('shrt20230831.csv', text),
  files.path('shrt20230915.csv', finraFile('2023-09-15', positions(700, 2))),
];

test('a COMMIT whose answer is lost changes nothing: every transaction may run twice', async () => {
  const expected = await cleanDump();
  const store = await memoryStore();
  const transaction = async <T>(work: (sql: Sql) => Promise<T>) => {
    await store.transaction(work);
    return store.transaction(work);
  };
  const report = await runImport(withTransactions(store, transaction), FORMAT, paths);
  assert.equal(report.published?.number, 1);
  assert.deepEqual(await dump(store), expected);
  await store.close();
});

for (const rowsMax of [800, 450, 101]) {
  test(`a server that takes ${rowsMax} rows at once gets halves, to the same end`, async () => {
    const expected = await cleanDump();
    const store = await memoryStore();
    const limited = takingAtMost(store, rowsMax);
    assert.equal((await runImport(limited, FORMAT, paths)).published?.number, 1);
    const found = await dump(store);
    for (const table of ['staged_part', 'column_chunk']) {
      assert.ok(found[table]!.length > expected[table]!.length, table);
      delete found[table];
    }
    const { staged_part: _, column_chunk: __, ...rest } = expected;
    assert.deepEqual(found, rest);
    await store.close();
  });
}

test('a server that takes not even the smallest chunk ends the import', async () => {
  const store = await memoryStore();
  const refused = runImport(takingAtMost(store, 10), FORMAT, paths);
  await assert.rejects(
    refused,
    (error) =>
      error instanceof OperatorError && /no transaction of 100 rows; raise/.test(error.message),
  );
  assert.equal(await store.currentVersion(), null);
  assert.deepEqual(await store.query('SELECT * FROM short_interest'), []);
  assert.deepEqual(await store.query('SELECT * FROM staged_part'), []);
  await store.close();
});

async function cleanDump(): Promise<Record<string, unknown[]>> {
  const store = await memoryStore();
  await runImport(store, FORMAT, paths);
  const found = await dump(store);
  await store.close();
  return found;
}

/** Refuses, as a cluster does at COMMIT, more facts and names in one transaction than it takes. */
function takingAtMost(store: Store, rowsMax: number): Store {
  let rowCount = 0;
  const transaction = <T>(work: (sql: Sql) => Promise<T>) =>
    store.transaction(async (sql) => {
      rowCount = 0;
      const result = await work(sql);
      if (rowCount > rowsMax) throw new TooLarge(new Error('writeset'));
      return result;
    });
  return withTransactions(store, transaction, (sql) => ({
    query: (...request) => sql.query(...request),
    run: (...request) => sql.run(...request),
    insert: (table, columns, rows) => {
      if (table === 'short_interest' || table === 'ticker') rowCount += rows.length;
      return sql.insert(table, columns, rows);
    },
  }));
}
