import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Sql } from '../../src/store/sql.js';
import type { Store } from '../../src/store/store.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { runImport } from '../support/importing.js';
import { dump, memoryStore } from '../support/stores.js';

const FORMAT = 'finra-short-interest';
const files = scratch();
after(files.remove);
const paths = [
  files.path('shrt20230831.csv', finraFile('2023-08-31', positions(60, 1))),
  files.path('shrt20230915.csv', finraFile('2023-09-15', positions(60, 2))),
];

test('after any failed statement nothing is published and a rerun is clean', async () => {
  const clean = await memoryStore();
  await runImport(clean, FORMAT, paths);
  const expected = await dump(clean);
  await clean.close();
  let failAt = 1;
  for (let isThrough = false; !isThrough; failAt++) {
    const store = await memoryStore();
    const faulty = failingAt(store, failAt);
    try {
      await runImport(faulty, FORMAT, paths);
      isThrough = true;
    } catch (error) {
      assert.match(String(error), /fault on purpose/);
      assert.equal(await store.currentVersion(), null, `version after fault ${failAt}`);
    }
    await runImport(store, FORMAT, paths, {}, { isAlive: () => false });
    assert.deepEqual(await dump(store), expected, `rows after fault ${failAt}`);
    await store.close();
  }
  assert.ok(failAt > 20, `only ${failAt} statements were tried`);
});

test('an importer that lost its lease writes no more rows', async () => {
  const store = await memoryStore();
  const seized = seizedAfter(store, 12);
  await assert.rejects(runImport(seized, FORMAT, paths), /another import took over/);
  assert.equal(await store.currentVersion(), null);
  await store.run('DELETE FROM lease');
  assert.equal((await runImport(store, FORMAT, paths)).published?.number, 1);
  await store.close();
});

/** The store, with its n-th statement failing as a lost connection would. */
function failingAt(store: Store, n: number): Store {
  let count = 0;
  return intercepted(store, async () => {
    count++;
    if (count === n) throw new Error('fault on purpose');
  });
}

/** The store, whose lease another importer takes before the n-th statement. */
function seizedAfter(store: Store, n: number): Store {
  let count = 0;
  return intercepted(store, async () => {
    count++;
    if (count === n) await store.run("UPDATE lease SET holder = 'other:2'");
  });
}

/** The real store; `before` runs ahead of each statement. */
function intercepted(store: Store, before: () => Promise<void>): Store {
  const statements = (sql: Sql): Sql => ({
    query: async (...request) => {
      await before();
      return sql.query(...request);
    },
    run: async (...request) => {
      await before();
      return sql.run(...request);
    },
    insert: async (...request) => {
      await before();
      return sql.insert(...request);
    },
  });
  const outer = statements(store);
  return new Proxy(store, {
    get(target, name) {
      if (name === 'transaction') {
        return <T>(work: (sql: Sql) => Promise<T>) =>
          target.transaction((sql) => work(statements(sql)));
      }
      if (name in outer) return outer[name as keyof Sql];
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
