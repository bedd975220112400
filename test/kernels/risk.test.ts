import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { maxDrawdown } from '../../src/kernels/drawdown.js';
import { regression } from '../../src/kernels/regression.js';
import { returnsOf } from '../../src/kernels/returns-of.js';
import { standardDeviation } from '../../src/kernels/standard-deviation.js';
import { trackingError } from '../../src/kernels/tracking-error.js';
import { volatility } from '../../src/kernels/volatility.js';
import { maxDrawdown as drawdownOracle } from '../oracle/drawdown.js';
import { regression as regressionOracle } from '../oracle/regression.js';
import { returnsOf as returnsOracle } from '../oracle/returns-of.js';
import { standardDeviation as deviationOracle } from '../oracle/standard-deviation.js';
import { trackingError as trackingOracle } from '../oracle/tracking-error.js';
import { volatility as volatilityOracle } from '../oracle/volatility.js';
import { columnOf, dailyReturn, largeColumn, price, typed } from './arbitrary.js';
import { allCloseTo, closeTo } from './close-to.js';
import { reducerContract } from './contract.js';
import { loadGolden, num, nums } from './golden.js';
import { fc } from './seed.js';

const golden = loadGolden().G13_risk;
const ra = nums(golden.ra);
const rb = nums(golden.rb);

reducerContract({
  name: 'standardDeviation',
  kernel: standardDeviation,
  oracle: deviationOracle,
  value: dailyReturn,
  isSymmetric: true,
});
reducerContract({
  name: 'volatility',
  kernel: volatility,
  oracle: volatilityOracle,
  value: dailyReturn,
  isSymmetric: true,
});
reducerContract({
  name: 'depth of maxDrawdown',
  kernel: (levels) => maxDrawdown(levels).depth,
  oracle: (levels) => drawdownOracle(levels).depth,
  value: price,
  isSymmetric: false,
});

/** Two columns of one length, with gaps in either. */
const pair = fc
  .array(fc.tuple(fc.option(dailyReturn, { freq: 9 }), fc.option(dailyReturn, { freq: 9 })))
  .map((days) => [days.map(([own]) => own), days.map(([, other]) => other)] as const);

describe('volatility', () => {
  test('of G13 is 28.4 % a year', () => {
    closeTo(standardDeviation(ra), golden.volDaily);
    closeTo(volatility(ra), golden.volAnn252);
  });

  test('of equal returns is 0 and of one return unknown', () => {
    assert.equal(volatility(Float64Array.of(0.25, 0.25, 0.25)), 0);
    assert.ok(Number.isNaN(volatility(Float64Array.of(0.25))));
  });
});

const constant = fc
  .tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 2, max: 60 }))
  .map(([k, count]) => new Float64Array(count).fill(k / 1_000));

describe('standardDeviation', () => {
  test('of values that do not vary is exactly 0, whatever they are', () => {
    fc.assert(fc.property(constant, (values) => assert.equal(standardDeviation(values), 0)));
  });

  test('keeps its digits for values that are far from zero', () => {
    const base = 1e9;
    closeTo(standardDeviation(Float64Array.of(base, base + 1, base + 3)), Math.sqrt(7 / 3));
  });
});

describe('regression', () => {
  test('gives beta and correlation of G13', () => {
    const { beta, correlation, count } = regression(ra, rb);
    closeTo(beta, num(golden.beta));
    closeTo(correlation, golden.corr);
    assert.equal(count, 6);
  });

  test('of a series on itself is 1, on its mirror image -1', () => {
    const own = regression(rb, rb);
    assert.deepEqual([own.beta, own.correlation], [1, 1]);
    const mirror = regression(
      rb.map((value) => -value),
      rb,
    );
    assert.deepEqual([mirror.beta, mirror.correlation], [-1, -1]);
  });

  test('on a benchmark that does not move is unknown', () => {
    const { beta, correlation } = regression(Float64Array.of(0.1, 0.2), Float64Array.of(0.5, 0.5));
    assert.ok(Number.isNaN(beta) && Number.isNaN(correlation));
  });

  test('on any benchmark that does not vary is unknown', () => {
    fc.assert(
      fc.property(constant, (benchmark) => {
        const { beta, correlation } = regression(
          benchmark.map((_, t) => t / 100),
          benchmark,
        );
        assert.ok(Number.isNaN(beta) && Number.isNaN(correlation));
      }),
    );
  });

  test('of a subject that does not move has a beta of 0 and no correlation', () => {
    const { beta, correlation } = regression(Float64Array.of(0.5, 0.5), Float64Array.of(0.1, 0.2));
    assert.equal(beta, 0);
    assert.ok(Number.isNaN(correlation));
  });

  test('equals its naive twin on random pairs with gaps', () => {
    const check = (own: readonly (number | null)[], other: readonly (number | null)[]): void => {
      const actual = regression(typed(own), typed(other));
      const expected = regressionOracle(own, other);
      assert.equal(actual.count, expected.count);
      closeTo(actual.beta, expected.beta ?? Number.NaN, 1 + Math.abs(expected.beta ?? 0));
      closeTo(actual.correlation, expected.correlation ?? Number.NaN, 1);
    };
    fc.assert(fc.property(pair, ([own, other]) => check(own, other)));
    const value = (random: () => number): number => Math.floor(random() * 200 - 100) / 1_000;
    check(largeColumn(400, 1, value), largeColumn(400, 2, value));
  });
});

describe('trackingError', () => {
  test('of G13 is 11.1 %', () => {
    closeTo(trackingError(ra, rb), golden.trackingErrorAnn);
  });

  test('of an index against itself is 0', () => {
    assert.equal(trackingError(ra, ra), 0);
  });

  test('equals its naive twin on random pairs with gaps', () => {
    fc.assert(
      fc.property(pair, ([own, other]) => {
        const expected = trackingOracle(own, other) ?? Number.NaN;
        closeTo(trackingError(typed(own), typed(other)), expected, 1 + (expected || 0));
      }),
    );
  });
});

describe('maxDrawdown', () => {
  test('of G13 is 2 % with its trough on the second day', () => {
    const { depth, peak, trough } = maxDrawdown(nums(golden.level));
    closeTo(depth, num(golden.maxDrawdown));
    assert.equal(trough, golden.troughIndex);
    assert.equal(peak, 1);
  });

  test('counts the base: a fall from the first level', () => {
    const result = maxDrawdown(Float64Array.of(100, 50, 75));
    assert.deepEqual(result, { depth: -0.5, peak: 0, trough: 1 });
  });

  test('of levels that never fall is unknown', () => {
    for (const levels of [[], [5], [5, 5, 6], [Number.NaN]]) {
      assert.deepEqual(maxDrawdown(Float64Array.from(levels)), {
        depth: Number.NaN,
        peak: -1,
        trough: -1,
      });
    }
  });

  test('of equal falls and of equal peaks the first counts', () => {
    assert.deepEqual(maxDrawdown(Float64Array.of(10, 10, 5)), { depth: -0.5, peak: 0, trough: 2 });
    const again = maxDrawdown(Float64Array.of(10, 5, 10, 5));
    assert.deepEqual(again, { depth: -0.5, peak: 0, trough: 1 });
  });

  test('a deeper fall from a later, higher peak wins', () => {
    const result = maxDrawdown(Float64Array.of(10, 8, 20, 9));
    assert.deepEqual(result, { depth: -0.55, peak: 2, trough: 3 });
  });

  test('finds the days of its naive twin', () => {
    fc.assert(
      fc.property(columnOf(price), (levels) => {
        const { depth, peak, trough } = drawdownOracle(levels);
        assert.deepEqual(maxDrawdown(typed(levels)), { depth: depth ?? Number.NaN, peak, trough });
      }),
    );
  });
});

describe('returnsOf', () => {
  test('gives back the returns of G13 from its levels', () => {
    allCloseTo(returnsOf(nums(golden.level)), ra, 1);
  });

  test('of one level or none is empty', () => {
    assert.equal(returnsOf(Float64Array.of(5)).length, 0);
    assert.equal(returnsOf(new Float64Array(0)).length, 0);
  });

  test('from a level that is not positive there is no return', () => {
    assert.deepEqual([...returnsOf(Float64Array.of(0, 5, -1, 5))], [Number.NaN, -1.2, Number.NaN]);
  });

  test('a missing level leaves two returns unknown', () => {
    const returns = returnsOf(Float64Array.of(4, Number.NaN, 4, 5));
    assert.deepEqual([...returns], [Number.NaN, Number.NaN, 0.25]);
  });

  test('equals its naive twin', () => {
    fc.assert(
      fc.property(columnOf(price), (levels) => {
        const expected = typed(returnsOracle(levels));
        const actual = returnsOf(typed(levels));
        for (const [t, value] of expected.entries()) {
          closeTo(actual[t] as number, value, 1 + Math.abs(value || 0));
        }
      }),
    );
  });
});
