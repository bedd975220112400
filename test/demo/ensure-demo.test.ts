import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ensureDemo } from '../../src/demo/ensure-demo.js';
import { importDemo } from '../../src/demo/import-demo.js';
import { openStore, type Store } from '../../src/store/store.js';

const terminal = { now: () => 1_700_000_000_000, holder: 'test:1' };

describe('an empty store', () => {
  let directory = '';
  let store: Store;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lowtide-demo-'));
    store = await openStore('sqlite::memory:');
    await store.migrate('up');
  });
  after(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  test('takes nothing of a market with a broken file', async () => {
    const path = join(directory, 'weekly_flows.csv');
    await writeFile(path, 'no,table\n1,2\n');
    const files = [{ format: 'fund-flows', path, provider: 'ICI_WEEKLY' }] as const;
    await assert.rejects(
      importDemo(store, files, terminal, () => {}),
      /the simulated weekly_flows\.csv is refused/,
    );
    assert.equal(await store.currentVersion(), null);
  });

  test('is filled by one data version that is marked simulated', async () => {
    const shares: number[] = [];
    const onProgress = (share: number) => shares.push(share);
    const imported = await ensureDemo(store, { terminal, directory, onProgress });
    assert.equal(imported?.published?.number, 1);
    const version = await store.currentVersion();
    assert.equal(version?.number, 1);
    assert.equal(version?.isSimulated, true);
    assert.equal((await readdir(directory)).length, imported?.files.length);
    assert.deepEqual(
      [...shares].sort((a, b) => a - b),
      shares,
    );
    assert.equal(shares.at(-1), 1);
  });

  test('is left alone once it holds a version', async () => {
    assert.equal(await ensureDemo(store, { terminal, directory: join(directory, 'none') }), null);
    assert.equal((await store.currentVersion())?.number, 1);
  });
});
