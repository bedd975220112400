import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { OperatorError } from '../../../src/errors.js';
import { documentHash, readManifest } from '../../../src/server/documents/manifest.js';
import { TINY_SCHEMA } from '../tiny.js';

const folder = mkdtempSync(join(tmpdir(), 'lowtide-manifest-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const HELLO = 'query Hello { hello }';
const read = (...paths: string[]) => readManifest(paths, TINY_SCHEMA);

describe('a manifest of trusted documents', () => {
  test('is read from what generators of clients write, by id and by hash', () => {
    const preset = fileOf('preset.json', { one: HELLO });
    const apollo = fileOf('apollo.json', {
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: documentHash('{ hello }'), name: 'x', type: 'query', body: '{ hello }' }],
    });
    const manifest = read(preset, apollo);
    assert.equal(manifest.get('one'), HELLO);
    assert.equal(manifest.get(documentHash(HELLO)), HELLO);
    assert.equal(manifest.get(documentHash('{ hello }')), '{ hello }');
    assert.equal(manifest.size, 3);
  });

  test('is read from a folder of operations, by hash', () => {
    fileOf('a.graphql', HELLO);
    const manifest = read(folder);
    assert.deepEqual([...manifest], [[documentHash(HELLO), HELLO]]);
  });

  for (const [what, content, message] of [
    ['broken.json', '{', /broken\.json: it is not JSON$/],
    ['list.json', [1], /list\.json: trusted documents are/],
    ['number.json', { a: 5 }, /number\.json: trusted documents are/],
    ['syntax.json', { a: '{ hello(' }, /syntax\.json, document a, line 1: Syntax Error/],
    ['unknown.json', { a: '{\n  hallo\n}' }, /document a, line 2: Cannot query field "hallo"/],
    [
      'hash.json',
      { ['0'.repeat(64)]: HELLO },
      /document 0+: the id is not the SHA-256 of the text/,
    ],
  ] as const) {
    test(`${what} is refused by name and reason`, () => {
      const path = fileOf(what, content);
      assert.throws(
        () => read(path),
        (error) => error instanceof OperatorError && message.test(error.message),
      );
    });
  }

  test('one id is one document', () => {
    const [a, b] = [fileOf('1.json', { x: HELLO }), fileOf('2.json', { x: '{ hello }' })];
    assert.throws(() => read(a, b), /2\.json, document x: the id x is that of another document$/);
    assert.equal(read(a, a).size, 2);
  });

  test('a file that is not there is named', () => {
    assert.throws(() => read(join(folder, 'none.json')), /none\.json: there is no such file$/);
  });
});
