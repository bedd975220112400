import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'lowtide-not-built-'));
after(() => rmSync(folder, { recursive: true }));

/** Hides the compiled part of SQLite from a process, as an install without scripts leaves it. */
const HIDE = `
const { Module } = require('node:module');
const load = Module._extensions['.node'];
Module._extensions['.node'] = (module, path) => {
  if (!path.includes('better_sqlite3')) return load(module, path);
  throw Object.assign(new Error('gone'), { code: 'MODULE_NOT_FOUND' });
};`;

test('a start without the compiled part of SQLite names both causes and the command', () => {
  const hook = join(folder, 'hide.cjs');
  writeFileSync(hook, HIDE);
  const cli = fileURLToPath(new URL('../../src/cli.js', import.meta.url));
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--require', hook, cli, 'serve', '--demo'],
    {
      encoding: 'utf8',
      env: { ...process.env, LOWTIDE_DATABASE_URL: `sqlite:${join(folder, 'a.sqlite')}` },
    },
  );
  assert.equal(status, 1, stderr);
  assert.match(stderr, /switched after `npm ci`/);
  assert.match(stderr, /npm ran no install script .*allowScripts/);
  assert.match(stderr, /`npm rebuild better-sqlite3`/);
  assert.equal(stderr.trim().split('\n').length, 1);
});
