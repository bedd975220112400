import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readKey } from '../../src/access/key-text.js';
import { lowtide } from '../support/command.js';

describe('./lowtide keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lowtide-keys-'));
  const path = join(folder, 'store.sqlite');
  const keys = (...argv: string[]) => lowtide(`sqlite:${path}`, ['keys', ...argv]);
  let first: string;
  let id: string;

  before(async () => {
    const { exitCode, out, err } = await keys('create', '--name', 'charts', '--days', '30');
    assert.equal(exitCode, 0);
    [first = ''] = out;
    id = readKey(first)?.id ?? '';
    assert.deepEqual(err, [`key ${id} for charts, analyst; it is shown once:`]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('prints a key once and stores no secret', async () => {
    const { secret = '' } = readKey(first) ?? {};
    assert.equal(secret.length, 43);
    const listed = await keys('list');
    assert.ok(!listed.out.join().includes(secret));
    for (const file of [path, `${path}-wal`]) {
      assert.ok(!readIfThere(file).includes(secret), file);
    }
  });

  test('lists keys by what they are for', async () => {
    const { out } = await keys('list');
    assert.equal(out.length, 1);
    assert.match(out[0] ?? '', new RegExp(`^${id}  analyst  valid until \\d{4}-.* charts$`));
  });

  test('rotates a key into one of the same role, and the old one ends later', async () => {
    const made = await keys('create', '--name', 'imports', '--role', 'service');
    const old = readKey(made.out[0] ?? '')?.id ?? '';
    const { exitCode, out } = await keys('rotate', old, '--overlap', '5');
    assert.equal(exitCode, 0);
    const fresh = readKey(out[0] ?? '')?.id ?? '';
    assert.notEqual(fresh, old);
    const lines = (await keys('list')).out;
    assert.match(lines.find((line) => line.startsWith(old)) ?? '', /service +valid until/);
    assert.match(lines.find((line) => line.startsWith(fresh)) ?? '', /service +valid +since/);
  });

  test('revokes a key, and says so of one that is not there', async () => {
    assert.deepEqual((await keys('revoke', id)).out, [`revoked ${id}`]);
    assert.match((await keys('list')).out.join('\n'), new RegExp(`${id}  analyst  revoked`));
    for (const argv of [
      ['revoke', id],
      ['rotate', id],
      ['revoke', 'nobody'],
    ]) {
      const { exitCode, err } = await keys(...argv);
      assert.equal(exitCode, 1);
      assert.match(
        err.join(),
        /^lowtide: no key '\w+' is valid; `\.\/lowtide keys list` shows them/,
      );
    }
  });

  test('refuses a role, a name and a time that are none', async () => {
    for (const argv of [
      ['create'],
      ['create', '--name', 'x', '--role', 'anonymous'],
      ['create', '--name', 'two\nlines'],
      ['create', '--name', 'x', '--days', '0'],
    ]) {
      assert.equal((await keys(...argv)).exitCode, 1, argv.join(' '));
    }
  });
});

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
