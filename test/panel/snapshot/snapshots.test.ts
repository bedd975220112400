import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { buildPanel } from '../../../src/panel/build.js';
import type { Panel } from '../../../src/panel/panel.js';
import { pack, unpack } from '../../../src/panel/snapshot/pack.js';
import { Snapshots, snapshotPlace } from '../../../src/panel/snapshot/snapshots.js';
import type { StoredVersion } from '../../../src/store/stored-columns.js';
import { makeMarket } from '../../bench/market.js';

const folder = mkdtempSync(join(tmpdir(), 'lowtide-snapshots-'));
after(() => rmSync(folder, { recursive: true }));

const stored = makeMarket(700, 60, 5);
const panel = buildPanel(stored);
const { version } = stored;

let places = 0;

/** Snapshots in a folder of their own, with the lines they tell. */
function fresh(store = 'sqlite:/data/lowtide.sqlite') {
  const lines: string[] = [];
  const own = join(folder, String(places++));
  const place = snapshotPlace(store, own);
  if (place === null) throw new Error('no place');
  const snapshots = new Snapshots(place, (line) => lines.push(line));
  const files = () => readdirSync(own).map((name) => join(own, name));
  return { snapshots, lines, files, place };
}

const next = (number: number): StoredVersion => ({
  ...version,
  number,
  hash: `${number}`.padEnd(64, '0'),
});

describe('a snapshot', () => {
  test('gives the panel back, with its columns in shared memory', async () => {
    const { snapshots, lines } = fresh();
    await snapshots.write(version, panel);
    const read = (await snapshots.read(version)) as Panel;
    assert.deepEqual(read, panel);
    assert.ok(read.prices.close.buffer instanceof SharedArrayBuffer);
    assert.deepEqual(lines, []);
  });

  test('is there once its version was written, and not before', async () => {
    const { snapshots, lines } = fresh();
    assert.equal(await snapshots.read(version), null);
    assert.equal(await snapshots.has(version), false);
    await snapshots.write(version, panel);
    assert.equal(await snapshots.has(version), true);
    assert.deepEqual(lines, []);
  });

  test('of another version, publication or store is not taken', async () => {
    const { snapshots, files, lines, place } = fresh();
    await snapshots.write(version, panel);
    const [file = ''] = files();
    const again = { ...version, publishedAt: version.publishedAt + 1 };
    assert.equal(await snapshots.read(again), null);
    const other = new Snapshots({ ...place, store: 'mysql://elsewhere/lowtide' }, (line) =>
      lines.push(line),
    );
    assert.equal(await other.read(version), null);
    assert.equal(lines.length, 2);
    assert.ok(lines.every((line) => line.includes(file) && line.includes('other data')));
  });

  test('with any byte changed, or cut anywhere, is ignored with one line', async () => {
    const { snapshots, files, lines } = fresh();
    await snapshots.write(version, buildPanel(makeMarket(3, 10, 1)));
    const [file = ''] = files();
    const whole = readFileSync(file);
    const isIgnored = async (bytes: Buffer) => {
      writeFileSync(file, bytes);
      lines.length = 0;
      // Bytes between sections belong to nothing, so that what is read must then be the same.
      const read = await snapshots.read(version);
      if (read === null) assert.equal(lines.length, 1);
      else assert.deepEqual(read, buildPanel(makeMarket(3, 10, 1)));
      return read === null;
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (k, x) => {
        const bytes = Buffer.from(whole);
        bytes[k] = (bytes[k] as number) ^ x;
        await isIgnored(bytes);
        assert.ok(await isIgnored(whole.subarray(0, k)));
      }),
    );
  });

  test('that is whole and holds no panel is ignored with one line', async () => {
    const odd = [{}, [], null, 7, { version: {} }, { ...panel, axis: 'none' }];
    const { count: _, ...columns } = panel.securities;
    for (const value of [...odd, { ...panel, securities: { ...columns, count: 3 } }]) {
      const { snapshots, lines } = fresh();
      await snapshots.write(version, value as Panel);
      assert.equal(await snapshots.read(version), null, JSON.stringify(value)?.slice(0, 60));
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', /is not used: .*; the panel is built from the store$/);
    }
  });

  test('of whose name there is a pipe or a folder keeps nobody waiting', async () => {
    for (const make of [(path: string) => spawnSync('mkfifo', [path]), mkdirSync]) {
      const { snapshots, files, lines } = fresh();
      await snapshots.write(version, panel);
      const [file = ''] = files();
      rmSync(file);
      make(file);
      assert.equal(await snapshots.read(version), null);
      assert.equal(await snapshots.newestSections(), null);
      assert.equal(lines.length, 1);
    }
  });

  test('tells when its numbers are not those of a panel', async () => {
    const { snapshots } = fresh();
    await snapshots.write(version, panel);
    assert.ok(await snapshots.holds(version, panel));
    const close = panel.prices.close.slice();
    close[7] = (close[7] as number) + 0.01;
    assert.ok(!(await snapshots.holds(version, { ...panel, prices: { ...panel.prices, close } })));
  });

  test('goes when two newer ones are there, and so does what a dead process left', async () => {
    const { snapshots, files, place } = fresh();
    await snapshots.write(next(1), panel);
    const left = `${files()[0]}.4711.tmp`;
    writeFileSync(left, '');
    utimesSync(left, 1_600_000_000, 1_600_000_000);
    for (const number of [2, 3]) await snapshots.write(next(number), panel);
    assert.equal(files().length, 2);
    assert.equal(await snapshots.has(next(1)), false);
    assert.equal(await snapshots.has(next(3)), true);
    assert.ok(files().every((path) => path.startsWith(join(place.folder, place.prefix))));
  });

  test('that was written last is found without its version, whole and of its store', async () => {
    const { snapshots, files, lines, place } = fresh();
    assert.equal(await snapshots.newestSections(), null);
    await snapshots.write(next(1), panel);
    const [older = ''] = files();
    utimesSync(older, 1_600_000_000, 1_600_000_000);
    const later = { ...panel, version: next(2) };
    await snapshots.write(next(2), later);
    assert.deepEqual(await unpack((await snapshots.newestSections()) ?? []), later);
    const other = new Snapshots({ ...place, store: 'mysql://elsewhere/lowtide' });
    assert.equal(await other.newestSections(), null);
    const newest = files().find((path) => path !== older) ?? '';
    writeFileSync(newest, readFileSync(newest).subarray(0, 1000));
    assert.equal(await snapshots.newestSections(), null);
    assert.deepEqual(lines, []);
  });

  test('that cannot be written leaves a line and no file', async () => {
    const path = join(folder, 'a-file');
    writeFileSync(path, '');
    const lines: string[] = [];
    const place = { folder: path, prefix: 'x.', store: 'sqlite:x', chunkFolder: null };
    await new Snapshots(place, (line) => lines.push(line)).write(version, panel);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /is not written/);
  });
});

describe('the place of snapshots', () => {
  test('is beside an SQLite file, in a folder for a server, or where the setting says', () => {
    assert.equal(snapshotPlace('sqlite:./var/lowtide.sqlite', 'auto')?.folder, './var');
    assert.equal(snapshotPlace('mysql://h:3306/lowtide', 'auto')?.folder, 'var/snapshots');
    assert.equal(snapshotPlace('mysql://h:3306/lowtide', '/cache')?.folder, '/cache');
  });

  test('is nowhere for a store in memory and where it is off', () => {
    assert.equal(snapshotPlace('sqlite::memory:', '/cache'), null);
    assert.equal(snapshotPlace('sqlite:./var/lowtide.sqlite', 'off'), null);
  });

  test('tells two stores in one folder apart', () => {
    const prefixes = ['mysql://h:3306/a', 'mysql://h:3306/b', 'sqlite:a'].map(
      (store) => snapshotPlace(store, '/cache')?.prefix,
    );
    assert.equal(new Set(prefixes).size, 3);
  });
});

describe('packing', () => {
  test('keeps every value that a panel may hold', async () => {
    const value = {
      numbers: [0, -0, Number.NaN, Number.POSITIVE_INFINITY, -1.5],
      long: Array.from({ length: 2000 }, (_, k) => ({ k, own: [k % 3 === 0 ? null : 'x'] })),
      column: Float64Array.of(1, Number.NaN),
      nothing: undefined,
      isIt: true,
    };
    const read = (await unpack(await pack(value))) as typeof value;
    assert.deepEqual(Object.keys(read), ['numbers', 'long', 'column', 'isIt']);
    assert.deepEqual(read.numbers, value.numbers);
    assert.deepEqual(read.long, value.long);
    assert.deepEqual(read.column, value.column);
    assert.equal(read.isIt, true);
  });

  test('names what it cannot keep', async () => {
    await assert.rejects(pack({ a: [{ b: () => 1 }] }), /cannot hold a function: .a\[0\].b/);
    await assert.rejects(pack({ a: new Map() }), /cannot hold a Map: .a/);
  });
});
