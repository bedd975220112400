import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DuplicateKey } from '../../src/store/sql.js';
import type { Store } from '../../src/store/store.js';
import { day } from '../../src/time/day.js';
import { drift } from '../support/described-tables.js';
import { emptied, onEachEngine, withoutTables } from '../support/stores.js';

const PRICE_COLUMNS = [
  'traded_on',
  'ticker_id',
  'batch_id',
  'close',
  'previous_close',
  'volume',
  'market_cap',
];

onEachEngine('the store', (store) => {
  test('migrations up, down and up again leave what the entities say', async () => {
    const names = await emptied(store()).then((empty) => empty.migrations());
    assert.ok(names.length > 0 && names.every(({ hasRun }) => hasRun));
    for (const _ of names) await store().migrate('down');
    assert.ok((await store().migrations()).every(({ hasRun }) => !hasRun));
    await store().migrate('up');
    assert.deepEqual(await drift(store()), []);
  });

  test('the drift check sees a column that is not in the entities', async () => {
    await emptied(store());
    await store().run('ALTER TABLE ticker ADD COLUMN extra int');
    assert.notDeepEqual(await drift(store()), []);
  });

  test('every table has a primary key, and is transactional', async () => {
    await emptied(store());
    for (const { tableName } of store().dataSource.entityMetadatas) {
      assert.ok(await hasPrimaryKey(store(), tableName), tableName);
    }
    assert.ok(await hasPrimaryKey(store(), 'migrations'));
    if (store().dialect === 'sqlite') return;
    const engines = await store().query<{ engine: string }>(
      `SELECT DISTINCT engine AS engine FROM information_schema.tables
       WHERE table_schema = DATABASE()`,
    );
    assert.deepEqual(engines, [{ engine: 'InnoDB' }]);
  });

  test('two transactions at once keep their rows apart when one fails', async () => {
    await emptied(store());
    const insert = (id: number, fails: boolean) =>
      store().transaction(async (sql) => {
        await sql.insert('ticker', ['id', 'ticker_key', 'symbol'], [[id, `T${id}`, `T${id}`]]);
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (fails) throw new Error('fails on purpose');
      });
    const results = await Promise.allSettled([insert(1, false), insert(2, true), insert(3, false)]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    const rows = await store().query<{ id: number }>('SELECT id FROM ticker ORDER BY id');
    assert.deepEqual(rows, [{ id: 1 }, { id: 3 }]);
  });

  test('numbers, dates and nulls come back as they went in', async () => {
    await emptied(store());
    const row = ['2023-03-12', 1, 1, 0.1 + 0.2, null, 9_007_199_254_740_991, 1.5e13];
    await store().insert('daily_price', PRICE_COLUMNS, [row]);
    const rows = await store().query<Record<string, unknown>>(
      `SELECT ${PRICE_COLUMNS.join(', ')} FROM daily_price`,
    );
    assert.deepEqual(
      rows.map((found) => Object.values(found)),
      [row],
    );
  });

  test('whole numbers up to 2^53 - 1 are exact in a bigint column', async () => {
    await emptied(store());
    const big = Number.MAX_SAFE_INTEGER;
    await store().insert('lease', ['name', 'holder', 'expires_at'], [['x', 'y', big]]);
    const rows = await store().query('SELECT expires_at AS big FROM lease');
    assert.deepEqual(
      rows.map((row) => ({ ...(row as object) })),
      [{ big }],
    );
  });

  for (const zone of ['UTC', 'America/New_York', 'Asia/Tokyo']) {
    test(`a date is the same day in ${zone}`, async () => {
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        await emptied(store());
        const days = ['2023-01-01', '2023-03-12', '2023-11-05', '2024-02-29'];
        const rows = days.map((text) => [text, 1, 1, 1, null, null, null]);
        await store().insert('daily_price', PRICE_COLUMNS, rows);
        const found = await store().query<{ d: string }>(
          'SELECT traded_on AS d FROM daily_price ORDER BY traded_on',
        );
        assert.deepEqual(
          found.map(({ d }) => d),
          days,
        );
        const entities = await store().dataSource.getRepository('DailyPrice').find();
        assert.deepEqual(
          entities.map(({ tradedOn }) => tradedOn),
          days,
        );
        assert.deepEqual(
          await scanned(store()),
          days.map((text) => day(text)),
        );
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    });
  }

  test('a key that is taken is told apart from other failures', async () => {
    await emptied(store());
    const row = ['2023-01-03', 1, 1, 1, null, null, null];
    await store().insert('daily_price', PRICE_COLUMNS, [row]);
    await assert.rejects(
      store().insert('daily_price', PRICE_COLUMNS, [row]),
      (error) => error instanceof DuplicateKey && error.table === 'daily_price',
    );
  });

  test('more rows than one statement takes are inserted whole', async () => {
    await emptied(store());
    const rows = Array.from({ length: 2500 }, (_, k) => ['2023-01-03', k, 1, k, null, null, null]);
    await store().transaction((sql) => sql.insert('daily_price', PRICE_COLUMNS, rows));
    const [found] = await store().query<{ n: number; s: number }>(
      'SELECT COUNT(*) AS n, SUM(close) AS s FROM daily_price',
    );
    assert.deepEqual({ ...found }, { n: 2500, s: (2499 * 2500) / 2 });
  });

  test('odd text is taken in bulk as it is, whether all rows share it or not', async () => {
    await emptied(store());
    const columns = ['batch_id', 'position', 'line', 'reason', 'detail', 'raw'];
    const odd = `it's "a" \\N \\ back\tslash\nline\r\0 100% ? \u20ac \u{1f600} ' -- ;`;
    const rows = Array.from({ length: 2500 }, (_, k) => [1, k, 7, odd.slice(0, 20), odd, odd + k]);
    await store().transaction((sql) => sql.insert('quarantined_row', columns, rows));
    const found = await store().query<Record<string, unknown>>(
      `SELECT ${columns.join(', ')} FROM quarantined_row ORDER BY position`,
    );
    assert.deepEqual(
      found.map((row) => Object.values(row)),
      rows,
    );
  });

  test('a store without tables says what to do', async () => {
    await withoutTables(store());
    await assert.rejects(store().currentVersion(), /lowtide migrate up/);
  });
});

async function hasPrimaryKey(store: Store, table: string): Promise<boolean> {
  const [statement, values] =
    store.dialect === 'sqlite'
      ? [`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0`, []]
      : [
          `SELECT column_name AS name FROM information_schema.statistics
           WHERE table_schema = DATABASE() AND table_name = ? AND index_name = 'PRIMARY'`,
          [table],
        ];
  return (await store.query(statement, values)).length > 0;
}

async function scanned(store: Store): Promise<number[]> {
  const days: number[] = [];
  const request = { table: 'daily_price', columns: ['traded_on', 'close'], dates: ['traded_on'] };
  await store.scan(request, (row) => days.push(row[0] as number));
  const byDay: number[] = [];
  await store.scan({ ...request, byDay: 'traded_on' }, (row) => byDay.push(row[0] as number));
  assert.deepEqual(byDay, days);
  return days.sort((a, b) => a - b);
}
