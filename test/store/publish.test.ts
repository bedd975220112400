import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_PARENT, versionHash } from '../../src/store/publish.js';
import { sha256 } from '../support/finra-file.js';

const A = { format: 'prices', scope: '', fileSha256: 'aa' };
const B = { format: 'index-levels', scope: 'RUT', fileSha256: 'bb' };

test('a version is hashed over its parent and its files in a fixed order', () => {
  const expected = sha256(`${NO_PARENT}\nindex-levels RUT bb\nprices  aa`);
  assert.equal(versionHash(NO_PARENT, [A, B]), expected);
  assert.equal(versionHash(NO_PARENT, [B, A]), expected);
});

test('another parent, scope or file gives another hash', () => {
  const hashes = [
    versionHash(NO_PARENT, [A]),
    versionHash(sha256(''), [A]),
    versionHash(NO_PARENT, [{ ...A, scope: 'X' }]),
    versionHash(NO_PARENT, [{ ...A, fileSha256: 'ab' }]),
  ];
  assert.equal(new Set(hashes).size, hashes.length);
});
