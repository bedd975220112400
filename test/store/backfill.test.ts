import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { backfillChunks } from '../../src/store/backfill.js';
import { checkStore } from '../../src/store/check.js';
import { Lease } from '../../src/store/lease.js';
import { readStoredColumns } from '../../src/store/readers/read-columns.js';
import type { Store } from '../../src/store/store.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { AT, runImport } from '../support/importing.js';
import { plainColumns } from '../support/plain-columns.js';
import { emptied, onEachEngine } from '../support/stores.js';

const ROWS = 25_000;

const files = scratch();
after(files.remove);
const shorts = ['2023-08-15', '2023-08-31'].map((on, k) =>
  files.path(`shrt${on}.csv`, finraFile(on, positions(60, k + 1))),
);
const days = Array.from({ length: 5 }, (_, k) => `2023-08-${21 + k}`);
const bars = positions(ROWS / days.length).flatMap(({ symbol }, k) =>
  days.map((on, t) => {
    const close = 10 + (k % 70) + t / 8;
    return [symbol, on, close, close, close, close, close, 1000 + k].join(',');
  }),
);
const prices = files.path(
  'prices.csv',
  `Symbol,Date,Open,High,Low,Close,Adj Close,Volume\n${bars.join('\n')}\n`,
);

onEachEngine('chunks for batches that have none', (store) => {
  test('give the columns that their rows give, and are written once', async () => {
    await filled(store());
    await store().run('DELETE FROM column_chunk');
    const expected = plainColumns(await readStoredColumns(store(), 2, { byRows: true }));
    assert.deepEqual(await backfilled(store()), { batchCount: 3, rowCount: ROWS + 120 });
    assert.deepEqual(plainColumns(await readStoredColumns(store(), 2)), expected);
    assert.deepEqual((await checkStore(store())).problems, []);
    assert.deepEqual(await backfilled(store()), { batchCount: 0, rowCount: 0 });
  });

  test('are made anew where a run was ended in its middle', async () => {
    await filled(store());
    await store().run("DELETE FROM column_chunk WHERE table_name = 'daily_price' AND part > 0");
    assert.deepEqual(await backfilled(store()), { batchCount: 1, rowCount: ROWS });
    assert.deepEqual((await checkStore(store())).problems, []);
    assert.equal(await chunkedRows(store()), ROWS);
  });

  test('leave those alone that are there', async () => {
    await filled(store());
    const before = await chunks(store());
    assert.deepEqual(await backfilled(store()), { batchCount: 0, rowCount: 0 });
    assert.deepEqual(await chunks(store()), before);
  });
});

async function filled(store: Store): Promise<void> {
  await emptied(store);
  await runImport(store, 'prices', [prices]);
  await runImport(store, 'finra-short-interest', shorts);
}

async function backfilled(store: Store) {
  const lease = await Lease.take(store, 'test:1', () => AT);
  try {
    return await backfillChunks(store, lease);
  } finally {
    await lease.release();
  }
}

async function chunkedRows(store: Store): Promise<number> {
  const [row] = await store.query<{ n: number }>(
    "SELECT SUM(row_count) AS n FROM column_chunk WHERE table_name = 'daily_price'",
  );
  return Number(row?.n);
}

function chunks(store: Store): Promise<unknown[]> {
  return store.query(
    `SELECT batch_id, table_name, part, row_count, checksum FROM column_chunk
     ORDER BY batch_id, table_name, part`,
  );
}
