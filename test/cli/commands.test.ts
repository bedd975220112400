import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, test } from 'node:test';
import { openStore } from '../../src/store/store.js';
import { lowtide } from '../support/command.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';

const files = scratch();
after(files.remove);
const folder = files.path('folder', '');

test('migrate goes up and down and tells the status', async () => {
  const url = `sqlite:${folder}.d/migrate.sqlite`;
  assert.match((await lowtide(url, ['migrate', 'up'])).out[0] ?? '', /^ran InitialSchema/);
  assert.deepEqual((await lowtide(url, ['migrate', 'up'])).out, ['nothing to do']);
  assert.match((await lowtide(url, ['migrate', 'status'])).out[0] ?? '', /^done {4}InitialSchema/);
  const count = (await lowtide(url, ['migrate', 'status'])).out.length;
  const refused = await lowtide(url, ['migrate', 'down']);
  assert.equal(refused.exitCode, 1);
  assert.match(
    refused.err[0] ?? '',
    /^lowtide: reverting AccessKeys\d+ drops access_key \(0 rows\); add --yes to do it$/,
  );
  assert.equal((await lowtide(url, ['migrate', 'status'])).out.length, count);
  for (let k = 1; k < count; k++) await lowtide(url, ['migrate', 'down', '--yes']);
  const last = await lowtide(url, ['migrate', 'down', '--yes']);
  assert.match(last.out[0] ?? '', /^reverted InitialSchema/);
  const status = await lowtide(url, ['migrate', 'status']);
  assert.match(status.out[0] ?? '', /^pending InitialSchema\d+$/);
  assert.deepEqual((await lowtide(url, ['migrate', 'down', '--yes'])).out, ['nothing to revert']);
});

test('a command that only reads makes no store where there is none', async () => {
  const url = `sqlite:${folder}.d/none/none.sqlite`;
  const query = files.path('n.graphql', '{ service { version } }');
  const reading = [
    ['versions'],
    ['check'],
    ['quarantine'],
    ['query', query],
    ['keys', 'list'],
    ['migrate', 'status'],
  ];
  for (const argv of reading) {
    const { exitCode, err } = await lowtide(url, argv);
    assert.equal(exitCode, 1, argv.join(' '));
    assert.match(
      err.join('\n'),
      /^lowtide: there is no store at .*none\.sqlite; \.\/lowtide import/,
    );
  }
  assert.equal(existsSync(`${folder}.d/none`), false);
});

test('check ends with 1 and names the file whose rows are not those imported', async () => {
  const url = `sqlite:${folder}.d/check.sqlite`;
  const path = files.path('shrt.csv', finraFile('2023-08-31', positions(30)));
  await lowtide(url, ['import', 'finra-short-interest', path]);
  const store = await openStore(url);
  await store.run('UPDATE short_interest SET shares = shares + 1 WHERE ticker_id = 3');
  await store.close();
  const { exitCode, out, err } = await lowtide(url, ['check']);
  assert.equal(exitCode, 1);
  assert.match(out[0] ?? '', /^shrt.csv: short_interest: sum of shares is \d+ where it was \d+$/);
  assert.match(err[0] ?? '', /^lowtide: 1 problem in/);
});

test('withdraw takes a file out of the next version, and says so before', async () => {
  const url = `sqlite:${folder}.d/withdraw.sqlite`;
  const [kept, bad] = ['2023-08-15', '2023-08-31'].map((on, k) =>
    files.path(`shrt${k}.csv`, finraFile(on, positions(30, k + 1))),
  );
  await lowtide(url, ['import', 'finra-short-interest', kept!]);
  await lowtide(url, ['import', 'finra-short-interest', bad!]);
  const line = 'shrt1.csv  finra-short-interest, 30 rows of data version 2';
  assert.deepEqual((await lowtide(url, ['withdraw', '--dry-run', 'shrt1.csv'])).out, [
    line,
    'dry run: nothing was written',
  ]);
  const { out } = await lowtide(url, ['withdraw', 'shrt1.csv']);
  assert.equal(out[0], line);
  assert.match(out[1] ?? '', /^published data version 3 without 1 file \(hash [0-9a-f]{12}\)$/);
  assert.match((await lowtide(url, ['versions'])).out.join('\n'), /shrt1.*retired in version 3/);
  assert.equal((await lowtide(url, ['check'])).exitCode, 0);
  const again = await lowtide(url, ['import', 'finra-short-interest', bad!]);
  assert.equal(again.exitCode, 1);
  assert.match(again.out.join('\n'), /WITHDRAWN: it was withdrawn in data version 3/);
  const twice = await lowtide(url, ['withdraw', 'shrt1.csv']);
  assert.match(
    twice.err.join('\n'),
    /^lowtide: 'shrt1.csv' is not shown any more since data version 3$/,
  );
});

test('backfill gives column chunks to files that have none, once', async () => {
  const url = `sqlite:${folder}.d/backfill.sqlite`;
  const path = files.path('chunkless.csv', finraFile('2023-08-31', positions(30)));
  await lowtide(url, ['import', 'finra-short-interest', path]);
  const store = await openStore(url);
  await store.run('DELETE FROM column_chunk');
  await store.close();
  const done = ['1 file with 30 rows given column chunks'];
  assert.deepEqual((await lowtide(url, ['backfill'])).out, done);
  assert.deepEqual((await lowtide(url, ['backfill'])).out, ['nothing to do']);
});

const failures: [string, string, RegExp][] = [
  [
    'an unreachable database',
    'mysql://u:secret@127.0.0.1:1/db',
    /cannot be reached \(ECONNREFUSED\)/,
  ],
  ['a database URL without a name', 'mysql://u:secret@127.0.0.1', /needs a host and a name/],
  [
    'a file that is no database',
    `sqlite:${files.path('text.sqlite', 'hello '.repeat(200))}`,
    /not an intact SQLite/,
  ],
];
for (const [what, url, expected] of failures) {
  test(`${what} ends in one line without the password`, async () => {
    const { exitCode, err } = await lowtide(url, ['versions']);
    assert.deepEqual([exitCode, err.length], [1, 1]);
    assert.match(err[0] ?? '', expected);
    assert.doesNotMatch(err[0] ?? '', /secret/);
  });
}

test('the help of serve lists every variable', async () => {
  const { exitCode, out } = await lowtide('sqlite::memory:', ['serve', '--help']);
  assert.equal(exitCode, 0);
  for (const name of [
    'LOWTIDE_DATABASE_URL',
    'LOWTIDE_PORT',
    'LOWTIDE_HOST',
    'LOWTIDE_LOG_LEVEL',
  ]) {
    assert.match(out.join('\n'), new RegExp(`${name} `));
  }
});

test('variables that are not JSON are told apart from those that are no object', async () => {
  const query = files.path('q.graphql', '{ service { version } }');
  const ask = (variables: string) =>
    lowtide('sqlite::memory:', ['query', query, '--variables', variables]);
  assert.match((await ask('{asOf}')).err[0] ?? '', /^lowtide: --variables is not JSON/);
  assert.match((await ask('[1]')).err[0] ?? '', /^lowtide: --variables is a JSON object/);
});

test('a variable that is not declared is told with the nearest that is', async () => {
  const query = files.path(
    'v.graphql',
    'query Q($asOf: Date) { security(symbol: "A", on: $asOf) { name } }',
  );
  const { exitCode, err } = await lowtide('sqlite::memory:', [
    'query',
    query,
    '--variables',
    '{"asof": "2023-09-08"}',
  ]);
  assert.equal(exitCode, 1);
  assert.equal(err[0], 'lowtide: the operation declares no variable "asof"; did you mean asOf?');
});
