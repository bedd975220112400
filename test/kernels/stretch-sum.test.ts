import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StretchSum } from '../../src/kernels/stretch-sum.js';

describe('StretchSum', () => {
  test('adds closes, and closes times their number, after a place', () => {
    const sum = new StretchSum();
    sum.add(Float64Array.of(9, 5, 7, 11), 0, 3);
    assert.deepEqual([sum.closes, sum.ramp], [5 + 7 + 11, 5 + 2 * 7 + 3 * 11]);
  });
});
