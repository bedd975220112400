import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Accumulator, sum } from '../../src/kernels/sum.js';
import { sum as oracle } from '../oracle/sum.js';
import { reducerContract } from './contract.js';
import { fc } from './seed.js';

reducerContract({
  name: 'sum',
  kernel: (values) => sum(values),
  oracle,
  value: fc.integer({ min: 0, max: 1_000_000_000 }).map((cents) => cents / 100),
  isSymmetric: true,
});

describe('sum', () => {
  test('keeps small terms beside large ones that cancel', () => {
    assert.equal(sum(Float64Array.of(1e16, 1, -1e16)), 1);
    assert.equal(sum(Float64Array.of(1, 1e16, 1, -1e16)), 2);
  });

  test('adds a million cents to the cent', () => {
    assert.equal(sum(new Float64Array(1_000_000).fill(0.01)), 10_000);
  });

  test('takes a part of the array', () => {
    assert.equal(sum(Float64Array.of(1, 2, 3, 4), 1, 3), 5);
  });

  test('of nothing is 0', () => {
    assert.equal(sum(new Float64Array(0)), 0);
    assert.equal(sum(Float64Array.of(Number.NaN)), 0);
  });
});

describe('Accumulator', () => {
  test('is NaN for good after a NaN', () => {
    const total = new Accumulator();
    for (const value of [1, Number.NaN, 2]) total.add(value);
    assert.ok(Number.isNaN(total.value));
  });
});
