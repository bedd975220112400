import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Lease } from '../../src/store/lease.js';
import { readQuarantine } from '../../src/store/readers/read-quarantine.js';
import { readStoredColumns } from '../../src/store/readers/read-columns.js';
import type { Store } from '../../src/store/store.js';
import { finraFile, finraLine, positions, scratch } from '../support/finra-file.js';
import { AT, outcomes, runImport } from '../support/importing.js';
import { dump, emptied, onEachEngine } from '../support/stores.js';

const FORMAT = 'finra-short-interest';
const files = scratch();
after(files.remove);
const august = files.path('shrt20230831.csv', finraFile('2023-08-31', positions(40, 1)));
const september = files.path('shrt20230915.csv', finraFile('2023-09-15', positions(40, 2)));

onEachEngine('an import', (store) => {
  test('publishes its files as the next version', async () => {
    await emptied(store());
    const first = await runImport(store(), FORMAT, [august]);
    assert.deepEqual(outcomes(first), { 'shrt20230831.csv': 'STAGED' });
    assert.equal(first.published?.number, 1);
    const second = await runImport(store(), FORMAT, [september]);
    assert.equal(second.published?.number, 2);
    assert.equal((await store().currentVersion())?.hash, second.published?.hash);
  });

  test('of the same file twice changes nothing', async () => {
    await emptied(store());
    await runImport(store(), FORMAT, [august, september]);
    const before = await dump(store());
    const again = await runImport(store(), FORMAT, [september, august]);
    assert.ok(again.isOk);
    assert.equal(again.published, null);
    assert.deepEqual(new Set(Object.values(outcomes(again))), new Set(['ALREADY_IMPORTED']));
    assert.deepEqual(await dump(store()), before);
  });

  test('does not depend on the order of its files', async () => {
    await emptied(store());
    await runImport(store(), FORMAT, [august, september]);
    const before = await dump(store());
    await emptied(store());
    await runImport(store(), FORMAT, [september, august]);
    assert.deepEqual(await dump(store()), before);
  });

  test('takes two copies of a file in one command once', async () => {
    await emptied(store());
    const copy = files.path('copy.csv', finraFile('2023-08-31', positions(40, 1)));
    const report = await runImport(store(), FORMAT, [august, copy]);
    assert.deepEqual(outcomes(report), {
      'copy.csv': 'STAGED',
      'shrt20230831.csv': 'ALREADY_IMPORTED',
    });
    assert.equal((await rows(store(), 'short_interest')).length, 40);
  });

  test('publishes nothing when one of its files is refused, and succeeds without it', async () => {
    await emptied(store());
    const wrong = files.path('wrong.csv', 'this is not\na short interest file\n');
    const report = await runImport(store(), FORMAT, [august, wrong, september]);
    assert.deepEqual(outcomes(report), {
      'shrt20230831.csv': 'STAGED',
      'shrt20230915.csv': 'STAGED',
      'wrong.csv': 'REFUSED',
    });
    assert.equal(report.isOk, false);
    assert.equal(report.published, null);
    assert.equal(await store().currentVersion(), null);
    assert.deepEqual(await rows(store(), 'short_interest'), []);
    const retry = await runImport(store(), FORMAT, [august, september]);
    assert.equal(retry.published?.number, 1);
  });

  test('keeps bad rows aside with line, reason and raw text', async () => {
    await emptied(store());
    const bad = finraLine('2023-08-31', { symbol: 'BAD', shares: 5 }).replace('|5|', '|five|');
    const text = `${finraFile('2023-08-31', positions(40))}${bad}\n`;
    const path = files.path('one-bad.csv', text);
    const report = await runImport(store(), FORMAT, [path], { maxRejected: 0.1 });
    const [file] = report.files;
    assert.deepEqual(
      [file?.rowsRead, file?.accepted, file?.quarantined, file?.skipped],
      [41, 40, 1, 0],
    );
    const [row] = await readQuarantine(store());
    assert.deepEqual([row?.fileName, row?.line, row?.raw], ['one-bad.csv', 42, bad]);
    assert.equal(typeof row?.reason, 'string');
    assert.deepEqual([...(file?.reasons.keys() ?? [])], [row?.reason]);
  });

  test('is rejected above --max-rejected, and still shows the rows', async () => {
    await emptied(store());
    const bad = finraLine('2023-08-31', { symbol: 'BAD', shares: 5 }).replace('|5|', '|five|');
    const text = `${finraFile('2023-08-31', positions(40))}${bad}\n`;
    const path = files.path('too-bad.csv', text);
    const report = await runImport(store(), FORMAT, [path]);
    assert.deepEqual(outcomes(report), { 'too-bad.csv': 'REJECTED' });
    assert.match(report.files[0]?.problem ?? '', /^1 of 41 rows are bad \(2\.44 %\), .*0\.01/);
    assert.equal(await store().currentVersion(), null);
    assert.deepEqual(await rows(store(), 'short_interest'), []);
    assert.equal((await readQuarantine(store())).length, 1);
    const retry = await runImport(store(), FORMAT, [path], { maxRejected: 0.1 });
    assert.equal(retry.published?.number, 1);
    assert.equal((await readQuarantine(store())).length, 1);
  });

  test('keeps the first of two rows with one key and the other one aside', async () => {
    await emptied(store());
    const spells =
      'ticker,start_date,end_date\nBRK.B,2010-02-16,\nBRK-B,2010-02-16,2020-01-02\nA,2000-06-05,\n';
    const path = files.path('spells.csv', spells);
    const report = await runImport(store(), 'index-members', [path], {
      index: 'NDX',
      maxRejected: 1,
    });
    const [file] = report.files;
    assert.equal((file?.accepted ?? 0) + (file?.quarantined ?? 0) + (file?.skipped ?? 0), 3);
    assert.equal((await rows(store(), 'index_member')).length, file?.accepted);
    const version = report.published?.number ?? 0;
    assert.equal((await readStoredColumns(store(), version)).memberSpells.length, file?.accepted);
  });

  test('writes a restated position as vintage 2 of the settlement before', async () => {
    await emptied(store());
    const restated = { symbol: 'RST', shares: 500, previous: 410, isRevised: true };
    const path = files.path('restated.csv', finraFile('2023-09-15', [restated]));
    await runImport(store(), FORMAT, [path]);
    const { shortInterest: s } = await readStoredColumns(store(), 1);
    const found = Array.from(s.vintage, (vintage, k) => [vintage, s.shares[k], s.isRevised[k]]);
    assert.deepEqual(
      found.sort(([a = 0], [b = 0]) => a - b),
      [
        [1, 500, 1],
        [2, 410, 1],
      ],
    );
  });

  test('refuses a file with under half of the rows of its neighbour, unless forced', async () => {
    await emptied(store());
    await runImport(store(), FORMAT, [august]);
    const short = files.path('short.csv', finraFile('2023-09-15', positions(19, 2)));
    const report = await runImport(store(), FORMAT, [short]);
    assert.match(report.files[0]?.problem ?? '', /^SHORT_FILE: 19 rows, .* 40 of 2023-08-31/);
    assert.deepEqual((await rows(store(), 'short_interest')).length, 40);
    const forced = await runImport(store(), FORMAT, [short], { isForced: true });
    assert.equal(forced.published?.number, 2);
  });

  test('warns where a previous position is not the one that was stored', async () => {
    await emptied(store());
    const changed = positions(40, 2).map((row, k) => (k === 3 ? { ...row, previous: 7 } : row));
    const path = files.path('silent.csv', finraFile('2023-09-15', changed));
    const report = await runImport(store(), FORMAT, [august, path]);
    const [warning] = report.files.flatMap(({ warnings }) => warnings);
    assert.match(warning?.message ?? '', /^1 row .* of QAAD, names another/);
  });

  test('answers busy while another one runs, and writes nothing', async () => {
    await emptied(store());
    const lease = await Lease.take(store(), 'other:7', () => AT);
    await assert.rejects(runImport(store(), FORMAT, [august]), /^OperatorError: busy: .*other:7/);
    assert.deepEqual(await rows(store(), 'import_batch'), []);
    await lease.release();
    assert.ok((await runImport(store(), FORMAT, [august])).isOk);
  });

  test('of real data retires simulated data, in the same version', async () => {
    await emptied(store());
    await runImport(store(), FORMAT, [august], { isSimulated: true });
    assert.equal((await store().currentVersion())?.isSimulated, true);
    const report = await runImport(store(), FORMAT, [september]);
    assert.equal(report.published?.retiredCount, 1);
    assert.equal((await store().currentVersion())?.isSimulated, false);
    const before = await readStoredColumns(store(), 1);
    const now = await readStoredColumns(store(), 2);
    assert.deepEqual(
      [before, now].map(({ batches }) => batches.map(({ isSimulated }) => isSimulated)),
      [[true], [false]],
    );
    assert.equal(now.shortInterest.count, 40);
  });

  test('of simulated data is refused beside real data', async () => {
    await emptied(store());
    await runImport(store(), FORMAT, [august]);
    await assert.rejects(
      runImport(store(), FORMAT, [september], { isSimulated: true }),
      /holds real data/,
    );
  });

  test('that is a dry run writes nothing', async () => {
    await emptied(store());
    const before = await dump(store());
    const report = await runImport(store(), FORMAT, [august], { isDryRun: true });
    assert.deepEqual([report.files[0]?.accepted, report.published], [40, null]);
    assert.deepEqual(await dump(store()), before);
  });
});

function rows(store: Store, table: string): Promise<unknown[]> {
  return store.query(`SELECT * FROM ${table}`);
}
