import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FORMAT_NAMES } from '../../src/importers/format.js';
import type { PriceBasis } from '../../src/importers/rows.js';
import { read, refusalOf } from '../importers/formats/read-format.js';
import { projectFile } from '../tidy/files.js';

// The manual of the file formats shows lines to copy. The first line of each block says how it is
// to be read, and how many rows must be accepted, quarantined and skipped.

const BLOCK = /^```csv ([\w-]+) (.*)\n([\s\S]*?)^```$/gm;

const blocks = [...projectFile('docs/data-formats.md').text.matchAll(BLOCK)].map(
  ([, name, options, text]) => ({
    format: FORMAT_NAMES.find((known) => known === name),
    options: new Map((options as string).split(' ').map((it) => it.split('=') as [string, string])),
    text: text as string,
  }),
);

describe('the examples of docs/data-formats.md', () => {
  for (const { format, options, text } of blocks) {
    test(`${format}, ${options.get('file')}`, async () => {
      assert.ok(format !== undefined, 'the block names a format');
      const reading = await read(format, text, {
        fileName: options.get('file') ?? '',
        index: options.get('index') ?? null,
        provider: options.get('provider') ?? null,
        basis: (options.get('basis') as PriceBasis | undefined) ?? null,
      });
      assert.equal(reading.refusal, null, refusalOf(reading));
      const found = [reading.rows, reading.quarantined, reading.skipped].map((it) => it.length);
      const stated = ['accepted', 'quarantined', 'skipped'].map((it) =>
        Number(options.get(it) ?? 0),
      );
      assert.deepEqual(found, stated);
      assert.deepEqual(reading.warnings, []);
    });
  }

  test('are there for every format', () => {
    const shown = new Set(blocks.map(({ format }) => format));
    assert.deepEqual(
      FORMAT_NAMES.filter((name) => !shown.has(name)),
      [],
    );
  });
});
