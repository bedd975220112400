import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { lowtide } from '../support/command.js';
import { finraFile, finraLine, positions, scratch } from '../support/finra-file.js';

const files = scratch();
after(files.remove);
const SHORTS = ['import', 'finra-short-interest'];
const ACTIONS = 'QAAA,2023-09-05,SPLIT,2,,\nQZZZZ,2023-09-05,SPLIT,2,,\n';
const sound = finraFile('2023-08-31', positions(200));

function store(name: string): string {
  return `sqlite:${files.path(`${name}.txt`, '')}.sqlite`;
}

test('an action for a symbol that no file has named is taken with a warning', async () => {
  const url = store('actions');
  await lowtide(url, [...SHORTS, files.path('shrt.csv', sound)]);
  const path = files.path('actions.csv', ACTIONS);
  const { exitCode, out } = await lowtide(url, ['import', 'corporate-actions', path]);
  assert.equal(exitCode, 0);
  const warning = 'warning UNKNOWN_SYMBOL: no file has named 1 symbol so far: QZZZZ';
  assert.equal(out[1], `  ${warning}`);
  const listed = await lowtide(url, ['versions', '--warnings']);
  assert.equal(listed.out.at(-1), `actions.csv  ${warning}`);
});

test('a store without any other file is not warned of unknown symbols', async () => {
  const path = files.path('first.csv', ACTIONS);
  const { out } = await lowtide(store('empty'), ['import', 'corporate-actions', path]);
  assert.equal(out.length, 2);
});

test('bad rows of files that no version shows any more are left out', async () => {
  const url = store('retired');
  const bad = finraLine('2023-08-31', { symbol: 'BAD', shares: 5 }).replace('|5|', '|five|');
  const simulated = files.path('simulated.csv', `${sound}${bad}\n`);
  await lowtide(url, [...SHORTS, '--simulated', simulated]);
  assert.equal((await lowtide(url, ['quarantine', '--count'])).out.length, 1);
  await lowtide(url, [...SHORTS, files.path('real.csv', sound)]);
  assert.deepEqual((await lowtide(url, ['quarantine', '--count'])).out, [
    'no rows are quarantined',
  ]);
  const all = await lowtide(url, ['quarantine', '--count', '--all']);
  assert.match(all.out.join(), /^simulated\.csv\t[A-Z_]+\t1$/);
});

test('one row is no rows', async () => {
  const url = store('one');
  const path = files.path('one.csv', 'symbol,date,action,ratio\nQAAA,2023-09-05,SPLIT,2\n');
  await lowtide(url, ['import', 'corporate-actions', path]);
  assert.match((await lowtide(url, ['versions'])).out[1] ?? '', / 1 row: 1 accepted, 0 /);
});
