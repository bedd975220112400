import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { OperatorError } from '../../src/errors.js';
import { loadPanel } from '../../src/panel/load.js';
import { Lease } from '../../src/store/lease.js';
import { makeReady } from '../../src/store/ready.js';
import type { Store } from '../../src/store/store.js';
import { describedTables } from '../support/described-tables.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { runImport } from '../support/importing.js';
import { emptied, onEachEngine, withoutTables } from '../support/stores.js';

const files = scratch();
after(files.remove);
const path = files.path('shrt20230831.csv', finraFile('2023-08-31', positions(60, 1)));

onEachEngine('tables and program', (store) => {
  test('a program reads tables that are one migration ahead, and does not write them', async () => {
    const before = await filled(store());
    await runByNewer(store(), 1);
    await store().run('ALTER TABLE fund ADD COLUMN later int NULL');
    const remark = await makeReady(store(), 'READ');
    assert.equal(remark, 'the tables are one migration ahead of this program (Newer1)');
    assert.deepEqual((await loadPanel(store()))?.version, before);
    await assert.rejects(makeReady(store(), 'WRITE'), isOneLine(/newer lowtide \(Newer1\)/));
    await forgetNewer(store());
  });

  test('tables that are further ahead end the start', async () => {
    await filled(store());
    await runByNewer(store(), 2);
    await assert.rejects(makeReady(store(), 'READ'), isOneLine(/newer lowtide \(Newer2\); run/));
    await assert.rejects(store().migrate('down'), isOneLine(/only the newer program/));
    await forgetNewer(store());
  });

  test('a program reads tables that are one migration behind', async () => {
    const before = await filled(store());
    await store().migrate('down');
    if (store().dialect === 'mysql') {
      const remark = await makeReady(store(), 'READ');
      assert.match(remark ?? '', /^the tables are one migration behind this program \(\w+\)$/);
      await assert.rejects(makeReady(store(), 'WRITE'), isOneLine(/lacks 1 of \d+ migrations/));
    }
    assert.deepEqual((await loadPanel(store()))?.version, before);
    assert.deepEqual(
      await store()
        .migrate('up')
        .then((ran) => ran.length),
      1,
    );
    assert.equal(await makeReady(store(), 'WRITE'), null);
    assert.deepEqual((await loadPanel(store()))?.version, before);
  });

  test('a store without tables is migrated where it is ours alone', async () => {
    await withoutTables(store());
    if (store().dialect === 'sqlite') assert.equal(await makeReady(store(), 'READ'), null);
    else
      await assert.rejects(makeReady(store(), 'READ'), isOneLine(/run '\.\/lowtide migrate up'/));
  });

  test('no migration runs while an import holds the lease, and none beside another', async () => {
    await emptied(store());
    const now = () => performance.timeOrigin + performance.now();
    const lease = await Lease.take(store(), 'elsewhere:1', () => Math.round(now()));
    await assert.rejects(store().migrate('up'), isOneLine(/^busy: another import is running/));
    await lease.release();
    await withoutTables(store());
    const both = await Promise.allSettled([store().migrate('up'), store().migrate('up')]);
    const ran = both.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    const names = (await store().migrations()).map(({ name }) => name);
    assert.deepEqual(ran, names);
  });

  test('a migration that was killed half way is run again', async () => {
    await emptied(store());
    const whole = await describedTables(store());
    // What a kill leaves on MySQL, where each statement of a migration is kept by itself.
    await store().run('DELETE FROM migrations');
    for (const table of ['fund', 'lease', 'import_warning']) {
      await store().run(`DROP TABLE ${table}`);
    }
    await store().migrate('up');
    assert.deepEqual(await describedTables(store()), whole);
  });
});

/** A store with one version; what that is. */
async function filled(store: Store) {
  await emptied(store);
  await runImport(store, 'finra-short-interest', [path]);
  return store.currentVersion();
}

async function runByNewer(store: Store, count: number): Promise<void> {
  for (let k = 1; k <= count; k++) {
    const at = 1_900_000_000_000 + k;
    await store.run('INSERT INTO migrations (timestamp, name) VALUES (?, ?)', [at, `Newer${k}`]);
  }
}

async function forgetNewer(store: Store): Promise<void> {
  await store.run("DELETE FROM migrations WHERE name LIKE 'Newer%'");
}

function isOneLine(pattern: RegExp): (error: unknown) => boolean {
  return (error) =>
    error instanceof OperatorError && pattern.test(error.message) && !/\n/.test(error.message);
}
