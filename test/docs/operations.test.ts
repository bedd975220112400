import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { VARIABLES } from '../../src/config.js';
import { lowtide } from '../support/command.js';
import { projectFile } from '../tidy/files.js';

const TEXT = projectFile('docs/operations.md').text;

describe('docs/operations.md', () => {
  test('lists every setting, and no others', () => {
    const [, table = ''] = /^## Configure\n([\s\S]*?)^## /m.exec(TEXT) ?? [];
    const told = [...table.matchAll(/^\|(.*?)\|/gm)].flatMap(([, cell]) =>
      [...(cell as string).matchAll(/`(LOWTIDE_\w+)`/g)].map(([, name]) => name),
    );
    assert.deepEqual(told.sort(), VARIABLES.map(({ name }) => name).sort());
  });

  test('names commands that there are', async () => {
    const { out } = await lowtide('sqlite::memory:', ['--help']);
    const known = new Set(out.flatMap((line) => /^ {2}(\w+)/.exec(line)?.[1] ?? []));
    const named = [...TEXT.matchAll(/(?:^|`)(?:\.\/lowtide|node dist\/src\/cli\.js) ([a-z]+)/gm)];
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.flatMap(([, name]) => (known.has(name as string) ? [] : [name])),
      [],
    );
  });
});
