import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareNumbers } from '../../src/kernels/compare-numbers.js';

const VALUES = [2, Number.NaN, -1, Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY];

describe('compareNumbers', () => {
  test('orders ascending and descending, NaN last either way', () => {
    assert.deepEqual(
      VALUES.toSorted((a, b) => compareNumbers(a, b, 1)),
      [Number.NEGATIVE_INFINITY, -1, 0, 2, Number.POSITIVE_INFINITY, Number.NaN],
    );
    assert.deepEqual(
      VALUES.toSorted((a, b) => compareNumbers(a, b, -1)),
      [Number.POSITIVE_INFINITY, 2, 0, -1, Number.NEGATIVE_INFINITY, Number.NaN],
    );
  });

  test('has no order between equal numbers, infinite and unknown ones among them', () => {
    for (const value of VALUES) {
      assert.equal(compareNumbers(value, value, 1), 0);
      assert.equal(compareNumbers(value, value, -1), 0);
    }
  });
});
