import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { daysToCover } from '../../src/kernels/days-to-cover.js';
import { exposureChange } from '../../src/kernels/exposure-change.js';
import { shareOfFloat } from '../../src/kernels/share-of-float.js';
import { daysToCover as daysOracle } from '../oracle/days-to-cover.js';
import { exposureChange as exposureOracle } from '../oracle/exposure-change.js';
import { shareOfFloat as floatOracle } from '../oracle/share-of-float.js';
import { price, shareCount } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { loadGolden, num } from './golden.js';
import { fc } from './seed.js';

describe('daysToCover', () => {
  for (const row of loadGolden().G7_short_metrics.finraDTC) {
    test(`of ${row.name} is ${row.expected}`, () => {
      assert.equal(daysToCover(row.short, row.adv).days, row.expected);
    });
  }

  test('marks a figure that is a limit and no other', () => {
    assert.deepEqual(daysToCover(1, 100), { days: 1, isClamped: true });
    assert.deepEqual(daysToCover(100, 100), { days: 1, isClamped: false });
    assert.deepEqual(daysToCover(99_999, 100), { days: 999.99, isClamped: false });
    assert.deepEqual(daysToCover(100_000, 100), { days: 999.99, isClamped: true });
    assert.deepEqual(daysToCover(5, 0), { days: 999.99, isClamped: true });
    assert.deepEqual(daysToCover(0, 0), { days: 0, isClamped: false });
  });

  test('rounds an exact half up', () => {
    assert.equal(daysToCover(2_005, 1_000).days, 2.01);
    assert.equal(daysToCover(1_145, 1_000).days, 1.15);
  });

  test('is unknown when an input is', () => {
    assert.deepEqual(daysToCover(5, Number.NaN), { days: Number.NaN, isClamped: false });
  });

  test('equals its naive twin on random and on nearly half-way quotients', () => {
    const volume = fc.integer({ min: 0, max: 500_000_000 });
    fc.assert(
      fc.property(shareCount, volume, (shares, adv) => {
        assert.equal(daysToCover(shares, adv).days, daysOracle(shares, adv));
      }),
    );
    const halfway = fc.tuple(
      fc.integer({ min: 1, max: 2_000_000 }),
      fc.integer({ min: 1, max: 99 }),
    );
    fc.assert(
      fc.property(halfway, fc.constantFrom(-1, 0, 1), ([half, days], step) => {
        const shares = days * half * 200 + half + step;
        assert.equal(daysToCover(shares, half * 200).days, daysOracle(shares, half * 200));
      }),
    );
  });
});

describe('shareOfFloat', () => {
  const { siPctFloat, s3SiPctFloat } = loadGolden().G7_short_metrics;

  test('of 71.19 million on 50.19 million exceeds 1, and less than 1 of all longs', () => {
    const { ofFloat, ofLongs } = shareOfFloat(71_190_000, 50_190_000);
    closeTo(ofFloat, num(siPctFloat));
    closeTo(ofLongs, num(s3SiPctFloat));
  });

  test('is unknown without a positive float', () => {
    for (const floatShares of [0, -5, Number.NaN]) {
      const { ofFloat, ofLongs } = shareOfFloat(10, floatShares);
      assert.ok(Number.isNaN(ofFloat) && Number.isNaN(ofLongs));
    }
  });

  test('is unknown without shares', () => {
    const { ofFloat, ofLongs } = shareOfFloat(Number.NaN, 10);
    assert.ok(Number.isNaN(ofFloat) && Number.isNaN(ofLongs));
  });

  test('equals its naive twin', () => {
    fc.assert(
      fc.property(shareCount, fc.option(shareCount, { nil: null }), (shares, floatShares) => {
        const actual = shareOfFloat(shares, floatShares ?? Number.NaN);
        const expected = floatOracle(shares, floatShares);
        closeTo(actual.ofFloat, expected.ofFloat ?? Number.NaN);
        closeTo(actual.ofLongs, expected.ofLongs ?? Number.NaN);
      }),
    );
  });
});

describe('exposureChange', () => {
  const golden = loadGolden().G6_exposure;

  test('divides the change of G6 in both ways', () => {
    const change = exposureChange(100, 20, 130, 16);
    assert.equal(change.valueChange, golden.deltaSI);
    assert.deepEqual(change.laspeyres, {
      priceEffect: golden.laspeyres.price,
      netShorting: golden.laspeyres.shares,
    });
    assert.deepEqual(change.midpoint, {
      priceEffect: golden.midpoint.price,
      netShorting: golden.midpoint.shares,
    });
  });

  test('the parts add up to the change, and equal the naive twin', () => {
    fc.assert(
      fc.property(shareCount, price, shareCount, price, (n0, p0, n1, p1) => {
        const actual = exposureChange(n0, p0, n1, p1);
        const expected = exposureOracle(n0, p0, n1, p1);
        const scale = 1 + (n0 + n1) * (p0 + p1);
        for (const way of ['laspeyres', 'midpoint'] as const) {
          const { priceEffect, netShorting } = actual[way];
          closeTo(priceEffect + netShorting, expected.valueChange, scale);
          closeTo(priceEffect, expected[way].priceEffect, scale);
          closeTo(netShorting, expected[way].netShorting, scale);
        }
      }),
    );
  });
});
