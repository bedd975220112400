import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { median } from '../../src/kernels/median.js';
import { median as oracle } from '../oracle/median.js';
import { dailyReturn } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { reducerContract } from './contract.js';
import { loadGolden, num, nums } from './golden.js';

reducerContract({ name: 'median', kernel: median, oracle, value: dailyReturn, isSymmetric: true });

describe('median', () => {
  test('of the window returns of G2 is -1 %', () => {
    const { windowReturns, medianReturn } = loadGolden().G2_breadth;
    closeTo(median(nums(Object.values(windowReturns))), num(medianReturn));
  });

  test('sorts numbers by value, not by their text', () => {
    assert.equal(median(Float64Array.of(10, 9, -1, 100, -20)), 9);
  });

  test('of nothing is NaN', () => {
    assert.ok(Number.isNaN(median(Float64Array.of(Number.NaN))));
  });
});
