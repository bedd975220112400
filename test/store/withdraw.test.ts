import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { OperatorError } from '../../src/errors.js';
import { loadPanel } from '../../src/panel/load.js';
import { checkStore } from '../../src/store/check.js';
import { Lease } from '../../src/store/lease.js';
import { versionHash } from '../../src/store/publish.js';
import { readStoredColumns } from '../../src/store/readers/read-columns.js';
import type { Store } from '../../src/store/store.js';
import { shownFiles, type Withdrawal, withdraw } from '../../src/store/withdraw.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { AT, outcomes, runImport } from '../support/importing.js';
import { emptied, onEachEngine } from '../support/stores.js';

const files = scratch();
after(files.remove);
const FORMAT = 'finra-short-interest';
const first = files.path('shrt20230815.csv', finraFile('2023-08-15', positions(60, 1)));
const second = files.path('shrt20230831.csv', finraFile('2023-08-31', positions(60, 2)));
const corrected = files.path('corrected.csv', finraFile('2023-08-31', positions(60, 3)));

onEachEngine('a withdrawal', (store) => {
  test('is a version of its own, without the file; the versions before it stay', async () => {
    const before = await filled(store());
    const { number, hash } = await takeBack(store(), ['shrt20230831.csv']);
    const [gone] = before.batches.slice(1);
    assert.equal(number, 3);
    assert.equal(hash, versionHash(before.version.hash, [], [gone!]));
    assert.deepEqual(await settled(store(), 3), ['2023-08-15']);
    assert.deepEqual(await settled(store(), 2), ['2023-08-15', '2023-08-31']);
    assert.equal((await loadPanel(store()))?.version.number, 3);
    assert.deepEqual((await checkStore(store())).problems, []);
  });

  test('keeps the file out, and lets a corrected one in', async () => {
    await filled(store());
    await takeBack(store(), ['shrt20230831.csv']);
    const again = await runImport(store(), FORMAT, [second]);
    assert.deepEqual(outcomes(again), { 'shrt20230831.csv': 'REFUSED' });
    assert.match(again.files[0]?.problem ?? '', /^WITHDRAWN: .* data version 3; import a corr/);
    const better = await runImport(store(), FORMAT, [corrected]);
    assert.equal(better.published?.number, 4);
    assert.deepEqual(await settled(store(), 4), ['2023-08-15', '2023-08-31']);
    assert.deepEqual((await checkStore(store())).problems, []);
  });

  test('of everything leaves a version with nothing in it', async () => {
    await filled(store());
    await takeBack(store(), ['shrt20230815.csv', 'shrt20230831.csv']);
    assert.deepEqual(await settled(store(), 3), []);
    assert.equal((await loadPanel(store()))?.version.number, 3);
    assert.deepEqual((await checkStore(store())).problems, []);
  });

  test('is made once, though its COMMIT was not answered', async () => {
    await filled(store());
    const [file] = await shownFiles(store(), ['shrt20230831.csv']);
    const run = () => withLease(store(), (lease) => withdraw(store(), lease, [file!.id], AT));
    const { number, hash } = await run();
    const again = await run();
    assert.deepEqual([again.number, again.hash], [number, hash]);
    assert.equal((await store().currentVersion())?.number, 3);
  });

  test('asks for names that one file has', async () => {
    const { batches } = await filled(store());
    const sha = batches[0]!.fileSha256;
    assert.deepEqual(
      (await shownFiles(store(), [sha.slice(0, 8), 'shrt20230815.csv'])).map(({ id }) => id),
      [batches[0]!.id],
    );
    await assert.rejects(shownFiles(store(), ['nothing.csv']), says(/^no published file .*'noth/));
    await assert.rejects(shownFiles(store(), [sha.slice(0, 7)]), says(/^no published file/));
    const other = scratch();
    const namesake = other.path('shrt20230815.csv', finraFile('2023-08-15', positions(60, 4)));
    await runImport(store(), FORMAT, [namesake]);
    other.remove();
    await assert.rejects(shownFiles(store(), ['shrt20230815.csv']), says(/^2 files .* by hash: /));
    await takeBack(store(), [sha]);
    await assert.rejects(shownFiles(store(), [sha]), says(/not shown any more since data version/));
  });
});

async function filled(store: Store) {
  await emptied(store);
  await runImport(store, FORMAT, [first]);
  await runImport(store, FORMAT, [second]);
  const version = (await store.currentVersion())!;
  const batches = await shownFiles(store, ['shrt20230815.csv', 'shrt20230831.csv']);
  return { version, batches };
}

async function takeBack(store: Store, names: readonly string[]): Promise<Withdrawal> {
  const ids = (await shownFiles(store, names)).map(({ id }) => id);
  return withLease(store, (lease) => withdraw(store, lease, ids, AT));
}

async function withLease<T>(store: Store, work: (lease: Lease) => Promise<T>): Promise<T> {
  const lease = await Lease.take(store, 'test:1', () => AT);
  try {
    return await work(lease);
  } finally {
    await lease.release();
  }
}

/** Settlement days of the files that a version shows. */
async function settled(store: Store, version: number): Promise<string[]> {
  const { batches } = await readStoredColumns(store, version);
  return batches.map(({ firstOn }) => new Date(firstOn! * 86_400_000).toISOString().slice(0, 10));
}

function says(pattern: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof OperatorError && pattern.test(error.message);
}
