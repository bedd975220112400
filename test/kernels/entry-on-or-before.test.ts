import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { entryOnOrBefore } from '../../src/kernels/entry-on-or-before.js';

describe('entryOnOrBefore', () => {
  test('is the last entry that is not greater, also when it is the one before the first', () => {
    const ascending = [1, 3, 3, 8];
    const found = [0, 1, 2, 3, 9].map((value) => entryOnOrBefore(ascending, 0, 4, value));
    assert.deepEqual(found, [-1, 0, 0, 2, 3]);
    assert.equal(entryOnOrBefore(ascending, 1, 3, 0), 0);
  });
});
