import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { FORMAT_NAMES } from '../../src/importers/format.js';
import { lowtide } from '../support/command.js';
import { finraFile, finraLine, positions, scratch } from '../support/finra-file.js';

const files = scratch();
after(files.remove);
let url = '';
let count = 0;
beforeEach(() => {
  url = `sqlite:${files.path(`folder-${count++}`, '')}.d/store.sqlite`;
});
const text = finraFile('2023-08-31', positions(1200));
const august = files.path('shrt20230831.csv.gz', gzipSync(text));
const SHORTS = ['import', 'finra-short-interest'];

test('one line a file, and the version that was published', async () => {
  const { exitCode, out, err } = await lowtide(url, [...SHORTS, august]);
  assert.deepEqual([exitCode, err], [0, []]);
  assert.equal(out[0], 'shrt20230831.csv.gz  1,200 rows: 1,200 accepted, 0 quarantined, 0 skipped');
  assert.match(out[1] ?? '', /^published data version 1 \(hash [0-9a-f]{12}\)$/);
});

test('the same file again is already imported and ends well', async () => {
  await lowtide(url, [...SHORTS, august]);
  const { exitCode, out } = await lowtide(url, [...SHORTS, august]);
  assert.equal(exitCode, 0);
  assert.deepEqual(out, [
    'shrt20230831.csv.gz  already imported',
    'nothing new; data version 1 stands',
  ]);
});

test('standard input is imported', async () => {
  const { exitCode, out } = await lowtide(url, [...SHORTS, '-'], text);
  assert.equal(exitCode, 0);
  assert.equal(out[0], '-  1,200 rows: 1,200 accepted, 0 quarantined, 0 skipped');
});

test('a dry run reads everything and does not even create the store', async () => {
  const { exitCode, out } = await lowtide(url, [...SHORTS, '--dry-run', august]);
  assert.equal(exitCode, 0);
  assert.deepEqual(out, [
    'shrt20230831.csv.gz  1,200 rows: 1,200 accepted, 0 quarantined, 0 skipped',
    'dry run: nothing was written',
  ]);
  assert.equal(existsSync(url.slice('sqlite:'.length)), false);
});

const refused: [string, () => string, RegExp][] = [
  ['an empty file', () => files.path('empty.csv', ''), /refused: EMPTY: the file is empty/],
  [
    'a binary file',
    () => files.path('binary.csv', Buffer.from([1, 0, 2, 255, 254, 3, 0, 0])),
    /refused: BINARY_FILE/,
  ],
  ['a file cut short', () => files.path('cut.csv', text.slice(0, -30)), /refused: TRUNCATED/],
  [
    'a gzip file cut short',
    () => files.path('cut.csv.gz', gzipSync(text).subarray(0, 2000)),
    /refused: TRUNCATED: the gzip data ends too early/,
  ],
  [
    'another format',
    () => files.path('other.csv', 'Date,Close\n2023-01-03,1\n'),
    /refused: [A-Z_]+/,
  ],
  ['a missing file', () => '/no/such.csv', /refused: UNREADABLE: there is no such file/],
];
for (const [what, path, expected] of refused) {
  test(`${what} gets one clear line and publishes nothing`, async () => {
    const { exitCode, out, err } = await lowtide(url, [...SHORTS, path()]);
    assert.equal(exitCode, 1);
    assert.equal(out.length, 1);
    assert.match(out[0] ?? '', expected);
    assert.deepEqual(err, ['lowtide: 1 file refused; nothing was published']);
    assert.deepEqual((await lowtide(url, ['versions'])).out, ['no data version is published yet']);
  });
}

test('a wrong format name gets one line that lists the formats', async () => {
  const { exitCode, out, err } = await lowtide(url, ['import', 'finra', '--index', 'RUT', august]);
  assert.deepEqual([exitCode, out], [1, []]);
  assert.deepEqual(err, [
    `lowtide: 'finra' is not a format; formats are ${FORMAT_NAMES.join(', ')}`,
  ]);
});

test('options that a format needs are asked for', async () => {
  const { exitCode, err } = await lowtide(url, ['import', 'index-levels', august]);
  assert.equal(exitCode, 1);
  assert.match(err.join('\n'), /required option '--index <symbol>' not specified/);
});

test('a share that makes no sense is refused', async () => {
  const { exitCode, err } = await lowtide(url, [...SHORTS, '--max-rejected', '5', august]);
  assert.equal(exitCode, 1);
  assert.match(err.join('\n'), /It is a share of the rows from 0 to 1/);
});

for (const format of FORMAT_NAMES) {
  test(`the help of ${format} shows its layouts and an example`, async () => {
    const { exitCode, out } = await lowtide(url, ['import', format, '--help']);
    assert.equal(exitCode, 0);
    assert.match(out.join('\n'), /Layouts, told apart by their header:\n {2}\S/);
    assert.match(out.join('\n'), new RegExp(`Example: ./lowtide import ${format} `));
  });
}

test('bad rows are listed by quarantine with file, line, reason and raw text', async () => {
  const bad = finraLine('2023-08-31', { symbol: 'BAD', shares: 5 }).replace('|5|', '|five|');
  const path = files.path('one-bad.csv', `${text}${bad}\n`);
  const { out } = await lowtide(url, [...SHORTS, path]);
  assert.match(out[0] ?? '', /1,201 rows: 1,200 accepted, 1 quarantined, 0 skipped/);
  assert.match(out[1] ?? '', /^ {2}[A-Z_]+: 1 row$/);
  const listed = await lowtide(url, ['quarantine']);
  const [place, reason, , raw] = (listed.out[0] ?? '').split('\t');
  assert.deepEqual([place, raw], ['one-bad.csv:1202', bad]);
  const counted = await lowtide(url, ['quarantine', '--count']);
  assert.deepEqual(counted.out, [`one-bad.csv\t${reason}\t1`]);
  const none = await lowtide(url, ['quarantine', '--reason', 'NO_SUCH_REASON']);
  assert.deepEqual(none.out, ['no rows are quarantined']);
});

test('versions lists files with their counts, check finds them sound', async () => {
  await lowtide(url, [...SHORTS, august]);
  const { out } = await lowtide(url, ['versions']);
  assert.match(out[0] ?? '', /^version 1 {2}2023-11-14T22:13:20Z {2}[0-9a-f]{12}$/);
  assert.match(
    out[1] ?? '',
    /shrt20230831.csv.gz {2}finra-short-interest {2}2023-08-31 to 2023-08-31 {2}1,200 rows:/,
  );
  const check = await lowtide(url, ['check']);
  assert.deepEqual(
    [check.exitCode, check.out],
    [0, ['ok: 1 data version, 1 file, 1,200 stored rows']],
  );
});
