import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openStore, type Store } from '../../src/store/store.js';
import { FACT_TABLES } from '../../src/store/tables.js';
import { createTestDatabase, mysqlSkip, type TestDatabase } from '../support/mariadb.js';

const { columns } = FACT_TABLES.borrow_fee;
/** More than one INSERT takes. */
const ROWS = 2_500;

describe('a server that takes no local files', { skip: mysqlSkip() }, () => {
  let database: TestDatabase;
  let store: Store;
  before(async () => {
    database = await createTestDatabase();
    store = await openStore(database.url);
    await store.migrate('up');
  });
  after(async () => {
    await store.close();
    await database.drop();
  });

  test('gets rows by INSERT, from who knows of it and who does not yet', async () => {
    const [before] = await store.query<{ value: number }>('SELECT @@local_infile AS value');
    await store.run('SET GLOBAL local_infile = 1');
    const knowsNot = await openStore(database.url);
    await store.run('SET GLOBAL local_infile = 0');
    const knows = await openStore(database.url);
    try {
      await insert(knowsNot, 1);
      await insert(knows, 2);
    } finally {
      await store.run('SET GLOBAL local_infile = ?', [Number(before?.value)]);
      for (const one of [knows, knowsNot]) await one.close();
    }
    const found = await store.query<object>(
      `SELECT batch_id AS batch, COUNT(*) AS n, SUM(fee) AS fees FROM borrow_fee
       GROUP BY batch_id ORDER BY batch_id`,
    );
    const expected = [1, 2].map((batch) => ({ batch, n: ROWS, fees: (ROWS * (ROWS - 1)) / 2 }));
    assert.deepEqual(
      found.map((row) => ({ ...row })),
      expected,
    );
  });
});

function insert(store: Store, batch: number): Promise<void> {
  const rows = Array.from({ length: ROWS }, (_, k) => [k + 1, '2023-08-31', batch, k]);
  return store.transaction((sql) => sql.insert('borrow_fee', columns, rows));
}
