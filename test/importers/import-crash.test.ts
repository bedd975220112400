import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openStore, type Store } from '../../src/store/store.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { createTestDatabase, mysqlSkip } from '../support/mariadb.js';
import { runImport } from '../support/importing.js';
import { dump, emptied, memoryStore } from '../support/stores.js';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));
const FORMAT = 'finra-short-interest';
/** Enough for several transactions a file. */
const ROWS = 11_000;

const files = scratch();
after(files.remove);
const paths = [
  files.path('shrt20230831.csv', finraFile('2023-08-31', positions(ROWS, 1))),
  files.path('shrt20230915.csv', finraFile('2023-09-15', positions(ROWS, 2))),
];

test('a killed importer leaves no version, and a second run ends as a clean one', async () => {
  await survivesKills(async () => `sqlite:${files.path(`s${Math.random()}`, '')}.sqlite`);
});

test('the same on MariaDB or MySQL', { skip: mysqlSkip() }, async () => {
  const database = await createTestDatabase();
  try {
    await survivesKills(async () => database.url);
  } finally {
    await database.drop();
  }
});

async function survivesKills(newUrl: () => Promise<string>): Promise<void> {
  const clean = await memoryStore();
  await runImport(clean, FORMAT, paths);
  const expected = await dump(clean);
  await clean.close();
  const store = await openStore(await newUrl());
  try {
    // Each kill waits for another trace in the store, from the first ledger row to both files.
    for (const trace of [
      'SELECT id FROM import_batch',
      'SELECT ticker_id FROM short_interest LIMIT 1',
      'SELECT id FROM import_batch WHERE accepted > 0',
      "SELECT ticker_id FROM short_interest WHERE settled_on = '2023-09-15' LIMIT 1",
    ]) {
      await emptied(store);
      await killWhen(store, trace);
      assert.equal(await store.currentVersion(), null, `version after ${trace}`);
      await finishImport(store.name.startsWith('sqlite:') ? store.name : await newUrl());
      assert.deepEqual(await dump(store), expected, `rows after ${trace}`);
    }
  } finally {
    await store.close();
  }

  async function killWhen(seen: Store, trace: string): Promise<void> {
    const child = start(seen.name.startsWith('sqlite:') ? seen.name : await newUrl());
    const ended = new Promise((resolve) => child.once('close', resolve));
    while ((await seen.query(trace)).length === 0) {
      assert.equal(child.exitCode, null, `the importer ended before ${trace}`);
      await pause(2);
    }
    child.kill('SIGKILL');
    await ended;
  }

  async function finishImport(url: string): Promise<void> {
    const child = start(url);
    assert.equal(await new Promise((resolve) => child.once('close', resolve)), 0);
  }
}

function start(url: string) {
  return spawn(process.execPath, [CLI, 'import', FORMAT, ...paths], {
    env: { ...process.env, LOWTIDE_DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
