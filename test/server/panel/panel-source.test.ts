import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { loadPanel } from '../../../src/panel/load.js';
import { EarlyPanel } from '../../../src/server/panel/early-panel.js';
import { createLogger } from '../../../src/server/logger.js';
import { snapshotsOf, StorePanels } from '../../../src/server/panel/panel-source.js';
import { openStore } from '../../../src/store/store.js';
import { finraFile, positions, scratch } from '../../support/finra-file.js';
import { runImport } from '../../support/importing.js';
import { createTestDatabase, mysqlSkip } from '../../support/mariadb.js';

const FORMAT = 'finra-short-interest';
const SILENT = createLogger('silent');
const files = scratch();
after(files.remove);
const settlements = ['2023-08-15', '2023-08-31', '2023-09-15'].map((on, k) =>
  files.path(`shrt${on.replaceAll('-', '')}.csv`, finraFile(on, positions(900, k + 1))),
);

async function loadsAsItShould(databaseUrl: string, snapshotDir: string): Promise<void> {
  const store = await openStore(databaseUrl);
  const config = { databaseUrl, snapshotDir, isPlain: false, replicaUrls: [], replicaMaxLagMs: 0 };
  try {
    await store.migrate('up');
    const panels = new StorePanels(config, store, SILENT);
    assert.equal(await panels.currentNumber(), null);
    for (const [k, path] of settlements.entries()) {
      await runImport(store, FORMAT, [path]);
      assert.equal(await panels.currentNumber(), k + 1);
      // Later looks load in another thread, which must give what this one gives.
      const panel = await panels.load();
      assert.equal(panel?.version.number, k + 1);
      assert.deepEqual(panel, await loadPanel(store));
      assert.ok(panel?.shorts.shares.buffer instanceof SharedArrayBuffer);
      await panels.settle();
    }
    const names = readdirSync(snapshotDir).filter((name) => name.endsWith('.snapshot'));
    assert.equal(names.length, 2);
    // Only a database server is far enough for its chunks to be kept: one file for each import.
    const chunks = readdirSync(snapshotDir).filter((name) => name.startsWith('chunks-'));
    const counts = chunks.map((name) => readdirSync(join(snapshotDir, name)).length);
    assert.deepEqual(counts, databaseUrl.startsWith('sqlite:') ? [] : [settlements.length]);
    const kept = await loadPanel(store, snapshotsOf(store, config, SILENT));
    assert.deepEqual(kept, await loadPanel(store));
  } finally {
    await store.close();
  }
}

describe('panels of a server', () => {
  test('are loaded beside the requests, and kept', async () => {
    const folder = files.path('sqlite-snapshots', '').concat('.d');
    await loadsAsItShould(`sqlite:${files.path('store', '')}.sqlite`, folder);
  });

  test('the same on MariaDB or MySQL', { skip: mysqlSkip() }, async () => {
    const database = await createTestDatabase();
    try {
      await loadsAsItShould(database.url, files.path('mysql-snapshots', '').concat('.d'));
    } finally {
      await database.drop();
    }
  });

  test('are begun before the server is there, and taken if they are new enough', async () => {
    const url = `sqlite:${files.path('early', '')}.sqlite`;
    const config = {
      databaseUrl: url,
      snapshotDir: files.path('early-snapshots', '').concat('.d'),
      isPlain: false,
      replicaUrls: [],
      replicaMaxLagMs: 0,
    };
    const store = await openStore(url);
    try {
      await store.migrate('up');
      await runImport(store, FORMAT, settlements.slice(0, 1));
      // From the store first, and then from the snapshot that was written.
      for (let round = 0; round < 2; round++) {
        const early = EarlyPanel.begin(config);
        const panels = new StorePanels(config, store, SILENT, early);
        assert.equal(await panels.currentNumber(), 1);
        assert.deepEqual(await panels.load(), await loadPanel(store));
        await panels.settle();
      }
      // A snapshot of an older version is not taken, nor one of other data.
      const early = EarlyPanel.begin(config);
      const first = (await store.currentVersion())!;
      assert.equal((await early?.take(first, () => {}))?.panel.version.number, 1);
      assert.equal(await early?.take({ ...first, publishedAt: 1 }, () => {}), null);
      assert.equal(await early?.take({ ...first, hash: 'x' }, () => {}), null);
      await runImport(store, FORMAT, settlements.slice(1, 2));
      const panels = new StorePanels(config, store, SILENT, early);
      assert.equal(await panels.currentNumber(), 2);
      assert.equal((await panels.load())?.version.number, 2);
      await panels.settle();
    } finally {
      await store.close();
    }
  });

  test('that cannot be loaded early are told by the start itself', async () => {
    const url = `sqlite:${files.path('early-damaged', '')}.sqlite`;
    const config = {
      databaseUrl: url,
      snapshotDir: 'off',
      isPlain: false,
      replicaUrls: [],
      replicaMaxLagMs: 0,
    };
    const store = await openStore(url);
    try {
      await store.migrate('up');
      await runImport(store, FORMAT, settlements.slice(0, 1));
      await store.run('UPDATE column_chunk SET checksum = 1');
      const panels = new StorePanels(config, store, SILENT, EarlyPanel.begin(config));
      await panels.currentNumber();
      await assert.rejects(panels.load(), /column chunk of short_interest is damaged/);
      await panels.settle();
    } finally {
      await store.close();
    }
  });

  test('that cannot be loaded in the other thread are told here', async () => {
    const url = `sqlite:${files.path('empty', '')}.sqlite`;
    const store = await openStore(url);
    const config = {
      databaseUrl: url,
      snapshotDir: 'off',
      isPlain: false,
      replicaUrls: [],
      replicaMaxLagMs: 0,
    };
    try {
      await store.migrate('up');
      const panels = new StorePanels(config, store, SILENT);
      await panels.currentNumber();
      await panels.currentNumber();
      assert.equal(await panels.load(), null);
      await runImport(store, FORMAT, settlements.slice(0, 1));
      await store.run('UPDATE column_chunk SET checksum = 1');
      await assert.rejects(panels.load(), /column chunk of short_interest is damaged/);
      await panels.settle();
    } finally {
      await store.close();
    }
  });
});
