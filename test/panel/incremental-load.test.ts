import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { keptChunkProblems, loadPanel, loadPanelFrom } from '../../src/panel/load.js';
import type { Panel } from '../../src/panel/panel.js';
import { Snapshots } from '../../src/panel/snapshot/snapshots.js';
import { readStoredColumns } from '../../src/store/readers/read-columns.js';
import type { Store } from '../../src/store/store.js';
import { fillStore } from '../bench/start/fill-store.js';
import { column } from '../support/panel-view.js';
import { emptied, memoryStore, onEachEngine } from '../support/stores.js';
import { bars, storedColumns } from '../support/stored.js';

// A version that adds a batch is loaded from the files of the batches before it and from the new
// one alone, and must be the panel that all rows give.

const folder = mkdtempSync(join(tmpdir(), 'lowtide-incremental-'));
after(() => rmSync(folder, { recursive: true }));

const traded = (batch: number) => () => ({ batch, volume: 1000, marketCap: 5e8 });

/** Batches from 20 on come one by one, each with a version of its own. */
const STORED = storedColumns({
  prices: [
    ...bars('AAA', '2023-03-01', [10, 11, 12, 13], traded(1)),
    ...bars('BBB', '2023-03-01', [20, 21, 22, 23], traded(1)),
    ...bars('OLD', '2023-03-01', [30, 31], traded(1)),
    ...bars('AAA', '2023-03-07', [14], traded(20)),
    ...bars('BBB', '2023-03-07', [24], traded(20)),
    ...bars('AAA', '2023-02-20', [7, 8, 9], traded(21)),
    ...bars('NEW', '2023-03-03', [32, 33, 34], traded(22)),
    ...bars('OLD', '2023-03-14', [1, 2], traded(22)),
    ...bars('BBB', '2023-03-08', [240, 250], () => ({
      ...traded(23)(),
      previousClose: 240,
    })),
    ...bars('AAA', '2023-03-02', [11.5], traded(24)),
  ],
  shorts: [
    { symbol: 'AAA', settledOn: '2023-02-28', shares: 500, volume: 1000 },
    { symbol: 'AAA', settledOn: '2023-03-15', shares: 600, volume: 1000, batch: 24 },
    { symbol: 'BBB', settledOn: '2023-02-28', shares: 700, volume: 1000 },
    { symbol: 'BBB', settledOn: '2023-03-15', shares: 70, isSplit: true, batch: 23 },
  ],
  actions: [{ symbol: 'OLD', on: '2023-03-03', kind: 'RENAME', to: 'NEW', batch: 22 }],
  classifications: [{ symbol: 'AAA', on: '2023-03-01', name: 'Triple A', sector: 'ENERGY' }],
  levels: [{ index: 'RUT', on: '2023-03-01', level: 1900 }],
  holdings: [{ index: 'RUT', on: '2023-03-01', symbol: 'AAA', shares: 3, value: 30 }],
});

interface Step {
  readonly what: string;
  /** Batch that the version brings or, with `isRetired`, takes away. */
  readonly batch: number;
  readonly isRetired?: boolean;
  /** Pairs of batch and table that the store is asked for. */
  readonly reads: number;
  /** Says that the version tells on the panel as it should. */
  readonly shows: (panel: Panel) => void;
}

const closes = (panel: Panel, symbol: string) => column(panel, symbol);

const STEPS: readonly Step[] = [
  {
    what: 'a day at the end',
    batch: 20,
    reads: 1,
    shows: (panel) => assert.deepEqual(closes(panel, 'AAA').slice(-5), [10, 11, 12, 13, 14]),
  },
  {
    what: 'days before all others',
    batch: 21,
    reads: 1,
    shows: (panel) => assert.ok(closes(panel, 'AAA').includes(7)),
  },
  {
    what: 'a rename, and the old symbol used again',
    batch: 22,
    reads: 2,
    shows: (panel) => {
      const { symbols, spells } = panel.securities;
      assert.equal(spells[symbols.indexOf('NEW')]?.length, 2);
      assert.ok(symbols.includes('OLD'));
    },
  },
  {
    what: 'a split in the new rows',
    batch: 23,
    reads: 2,
    shows: (panel) => assert.equal(panel.prices.splits.values[0], 0.1),
  },
  {
    what: 'a late correction of an old row',
    batch: 24,
    reads: 2,
    shows: (panel) => assert.ok(closes(panel, 'AAA').includes(11.5)),
  },
  {
    what: 'a withdrawn batch',
    batch: 20,
    isRetired: true,
    reads: 0,
    shows: (panel) => assert.ok(!closes(panel, 'AAA').includes(14)),
  },
];

async function publish(store: Store, { batch, isRetired = false }: Step): Promise<void> {
  const current = (await store.currentVersion())!;
  const number = current.number + 1;
  const field = isRetired ? 'retired_in' : 'version_number';
  await store.run(`UPDATE import_batch SET ${field} = ? WHERE id = ?`, [number, batch]);
  await store.insert(
    'data_version',
    ['number', 'parent_hash', 'hash', 'published_at', 'is_simulated'],
    [[number, current.hash, `${number}`, number, 0]],
  );
}

let folders = 0;

function snapshotsOf(store: Store, lines: string[]): Snapshots {
  const own = join(folder, String(folders++));
  const place = { folder: own, prefix: 'p.', store: store.name, chunkFolder: join(own, 'chunks') };
  return new Snapshots(place, (line) => lines.push(line));
}

/** The panel of the current version, loaded with the help of files and held against all rows. */
async function load(store: Store, snapshots: Snapshots) {
  const loaded = (await loadPanelFrom(store, snapshots))!;
  await loaded.written;
  const { panel, origin } = loaded;
  assert.deepEqual(panel, await loadPanel(store));
  const { number } = panel.version;
  assert.deepEqual(panel, buildPanel(await readStoredColumns(store, number, { byRows: true })));
  if (origin === 'SNAPSHOT') throw new Error('it is to be built');
  return { panel, origin };
}

onEachEngine('a version that changes', (theStore) => {
  const lines: string[] = [];
  let snapshots: Snapshots;
  let sets = 0;
  before(async () => {
    const store = await emptied(theStore());
    await fillStore(store, STORED, true);
    await store.run('UPDATE import_batch SET version_number = 99 WHERE id >= 20');
    snapshots = snapshotsOf(store, lines);
    const { origin } = await load(store, snapshots);
    assert.equal(origin.kept, 0);
    sets = origin.read;
  });

  for (const step of STEPS) {
    test(`by ${step.what} reads nothing but what is new`, async () => {
      const store = theStore();
      await publish(store, step);
      const { panel, origin } = await load(store, snapshots);
      const gone = step.isRetired === true ? 1 : 0;
      assert.deepEqual([origin.kept, origin.read], [sets - gone, step.reads]);
      assert.equal(origin.readBytes > 0, step.reads > 0);
      step.shows(panel);
      sets += step.reads - gone;
      assert.equal(chunkFiles(snapshots).length, sets);
      assert.deepEqual(await keptChunkProblems(store, snapshots), []);
      assert.deepEqual(lines, []);
    });
  }
});

function chunkFiles({ place }: Snapshots): string[] {
  return readdirSync(place.chunkFolder!).map((name) => join(place.chunkFolder!, name));
}

onEachEngine('kept chunks', (theStore) => {
  test('that are damaged or cut are told, read from the store and written anew', async () => {
    const store = await emptied(theStore());
    await fillStore(store, STORED, true);
    const lines: string[] = [];
    const snapshots = snapshotsOf(store, lines);
    await load(store, snapshots);
    for (const path of chunkFiles(snapshots)) {
      const whole = readFileSync(path);
      const damaged = Buffer.from(whole);
      damaged[whole.length >> 1]! ^= 1;
      for (const bytes of [damaged, whole.subarray(0, 21), Buffer.alloc(0)]) {
        rmSync(snapshotFile(snapshots));
        writeFileSync(path, bytes);
        assert.equal((await keptChunkProblems(store, snapshots)).length, 1);
        lines.length = 0;
        assert.equal((await load(store, snapshots)).origin.read, 1);
        assert.equal(lines.length, 1);
        assert.match(lines[0] ?? '', /^the kept chunks .* are not used: /);
        assert.deepEqual(readFileSync(path), whole);
      }
    }
  });

  test('of a batch that the store has otherwise are not taken', async () => {
    const store = await emptied(theStore());
    await fillStore(store, STORED, true);
    const lines: string[] = [];
    const snapshots = snapshotsOf(store, lines);
    await load(store, snapshots);
    const changed = { ...STORED.prices, close: STORED.prices.close.map((it) => it + 1) };
    await fillStore(await emptied(store), { ...STORED, prices: changed }, true);
    rmSync(snapshotFile(snapshots));
    const { panel, origin } = await load(store, snapshots);
    assert.ok(origin.read > 0 && origin.kept > 0);
    assert.ok(closes(panel, 'AAA').includes(15));
    assert.deepEqual(lines, []);
  });
});

function snapshotFile({ place }: Snapshots): string {
  const name = readdirSync(place.folder).find((it) => it.endsWith('.snapshot'));
  return join(place.folder, name!);
}

describe('chunks that cannot be kept', () => {
  test('leave a line, and the panel is there', async () => {
    const store = await memoryStore();
    await fillStore(store, STORED, true);
    const lines: string[] = [];
    const { place } = snapshotsOf(store, lines);
    writeFileSync(join(folder, 'a-file'), '');
    const snapshots = new Snapshots({ ...place, chunkFolder: join(folder, 'a-file') }, (line) =>
      lines.push(line),
    );
    await load(store, snapshots);
    assert.ok(lines.some((line) => /are not kept: /.test(line)));
    await store.close();
  });
});
