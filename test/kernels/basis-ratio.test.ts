import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hasBasisMismatch, snapRatio } from '../../src/kernels/basis-ratio.js';
import { hasBasisMismatch as oracle, snapSmall } from '../oracle/basis-ratio.js';
import { fc } from './seed.js';

describe('snapRatio', () => {
  test('finds the split behind a ratio that rounding has bent', () => {
    assert.equal(snapRatio(2.004, 0.01), 2);
    assert.equal(snapRatio(0.0997, 0.01), 0.1);
    assert.equal(snapRatio(1.4951, 0.01), 1.5);
    assert.equal(snapRatio(0.01253, 0.01), 1 / 80);
  });

  test('finds a rare whole ratio when no common one is near', () => {
    assert.equal(snapRatio(13, 0.01), 13);
    assert.equal(snapRatio(1 / 18, 0.01), 1 / 18);
  });

  test('knows the usual fractions, and takes an exact ratio without any tolerance', () => {
    for (const [shares, old] of [
      [3, 2],
      [4, 3],
      [5, 2],
      [5, 3],
      [5, 4],
      [6, 5],
      [11, 10],
      [21, 20],
      [9, 1],
    ] as const) {
      assert.equal(snapRatio(shares / old, 0), shares / old);
      assert.equal(snapRatio((shares / old) * 1.0009, 0.001), shares / old);
      assert.equal(snapRatio(old / shares, 0.001), 1 / (shares / old));
    }
  });

  test('no split is the ratio 1', () => {
    assert.equal(snapRatio(1.003, 0.01), 1);
  });

  test('is unknown when no split is near', () => {
    for (const ratio of [1.37, 0.87, 5_000, 0, -2, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.ok(Number.isNaN(snapRatio(ratio, 0.01)), `ratio ${ratio}`);
    }
  });

  test('the factor of a golden example: AMC at one for ten', () => {
    const previous = 150_955_613;
    const factor = snapRatio(15_095_000 / previous, 0.01);
    const change = 23_211_862 - previous * factor;
    assert.ok(Math.abs(change - 8_116_300.7) < 1e-6);
    assert.equal(Math.round((change / (previous * factor)) * 100_000) / 1_000, 53.766);
  });

  test('equals its naive twin for small splits', () => {
    const split = fc.integer({ min: 1, max: 10 }).chain((n) => fc.constantFrom(n, 1 / n));
    fc.assert(
      fc.property(split, fc.integer({ min: -90, max: 90 }), (exact, bend) => {
        const ratio = exact * (1 + bend / 10_000);
        assert.equal(snapRatio(ratio, 0.01), snapSmall(ratio));
      }),
    );
  });

  test('undoes itself for the inverse ratio', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (n) => {
        assert.equal(snapRatio(n, 0.001), n);
        assert.equal(snapRatio(1 / n, 0.001), 1 / n);
      }),
    );
  });
});

describe('hasBasisMismatch', () => {
  test('holds outside 0.7 to 1.43, bounds included in agreement', () => {
    assert.equal(hasBasisMismatch(70, 100), false);
    assert.equal(hasBasisMismatch(69.9, 100), true);
    assert.equal(hasBasisMismatch(143, 100), false);
    assert.equal(hasBasisMismatch(143.1, 100), true);
    assert.equal(hasBasisMismatch(1_000, 100), true);
  });

  test('nothing is refuted by a volume that is unknown or zero', () => {
    for (const [file, reported] of [
      [Number.NaN, 5],
      [5, Number.NaN],
      [0, 5],
      [5, 0],
    ] as const) {
      assert.equal(hasBasisMismatch(file, reported), false);
    }
  });

  test('equals its naive twin', () => {
    const volume = fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null });
    fc.assert(
      fc.property(volume, volume, (file, reported) => {
        const actual = hasBasisMismatch(file ?? Number.NaN, reported ?? Number.NaN);
        assert.equal(actual, oracle(file, reported));
      }),
    );
  });
});
