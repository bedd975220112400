import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { weightedMean } from '../../src/kernels/weighted-mean.js';
import { weightedMean as oracle } from '../oracle/weighted-mean.js';
import { dailyReturn, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { reducerContract } from './contract.js';
import { loadGolden, num, nums } from './golden.js';
import { fc } from './seed.js';

reducerContract({
  name: 'weightedMean with equal weights',
  kernel: (values) => weightedMean(values),
  oracle: (values) => oracle(values),
  value: fc.integer({ min: 1, max: 10_000 }),
  isSymmetric: true,
});

describe('weightedMean', () => {
  const golden = loadGolden().G3_concentration;

  test('gives the cap-weighted and the equal-weight return of G3', () => {
    const returns = nums(golden.r);
    closeTo(weightedMean(returns, nums(golden.w)), num(golden.indexReturn));
    closeTo(weightedMean(returns), num(golden.equalWeightReturn));
    closeTo(weightedMean(returns) - weightedMean(returns, nums(golden.w)), num(golden.ewMinusCw));
  });

  test('weights need not sum to 1', () => {
    assert.equal(weightedMean(Float64Array.of(1, 4), Float64Array.of(200, 100)), 2);
  });

  test('a value or a weight that is unknown leaves the entry out', () => {
    const values = typed([1, null, 5, 9]);
    assert.equal(weightedMean(values, typed([1, 7, 1, null])), 3);
  });

  test('of nothing, or with weights of 0, is unknown', () => {
    assert.ok(Number.isNaN(weightedMean(typed([]))));
    assert.ok(Number.isNaN(weightedMean(typed([1]), typed([0]))));
    assert.ok(Number.isNaN(weightedMean(typed([2, 1]), typed([1, -1]))));
  });

  test('equals its naive twin with random weights', () => {
    const entry = fc.tuple(fc.option(dailyReturn), fc.option(fc.integer({ min: 0, max: 9_999 })));
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const values = entries.map(([value]) => value);
        const weights = entries.map(([, weight]) => weight);
        const expected = oracle(values, weights) ?? Number.NaN;
        closeTo(weightedMean(typed(values), typed(weights)), expected, 3);
      }),
    );
  });
});
