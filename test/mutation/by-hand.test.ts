import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { repoRoot } from '../kernels/golden.js';

interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
}

// `npm run mutate:by-hand` is run seldom: what it breaks must not have moved meanwhile.
test('each mutant by hand has its place in the compiled files, once', async () => {
  const list = pathToFileURL(join(repoRoot(), 'test/mutation/by-hand-mutants.mjs')).href;
  const { MUTANTS } = (await import(list)) as { MUTANTS: readonly Mutant[] };
  const lost = MUTANTS.filter(({ file, from }) => {
    const path = join(repoRoot(), 'dist/src', `${file}.js`);
    return !existsSync(path) || readFileSync(path, 'utf8').split(from).length !== 2;
  });
  assert.deepEqual(
    lost.map(({ name, file }) => `${name}: ${file}`),
    [],
  );
});
