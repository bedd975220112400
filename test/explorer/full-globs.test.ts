import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { build } from 'vite';
import { fullGlobs } from '../../src/explorer/full-globs.js';

describe('the build of the page', () => {
  const root = mkdtempSync(join(tmpdir(), 'lowtide-globs-'));
  after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'texts'));
  writeFileSync(join(root, 'texts/one.md'), '# one\n');

  async function built(pattern: string): Promise<unknown> {
    const entry = join(root, 'main.js');
    writeFileSync(entry, `console.log(import.meta.glob('${pattern}', { query: '?raw' }));\n`);
    return build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [fullGlobs()],
      build: { write: false, rolldownOptions: { input: entry } },
    });
  }

  test('takes patterns that find a file', async () => {
    for (const pattern of ['./texts/*.md', './texts/one.md']) assert.ok(await built(pattern));
  });

  for (const pattern of ['./texts/two.md', './texts/*.graphql', './gone/*.md']) {
    test(`ends when nothing matches ${pattern}`, async () => {
      await assert.rejects(built(pattern), /nothing matches .*, which the page shows/);
    });
  }
});
