import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { concentration } from '../../src/kernels/concentration.js';
import { concentration as oracle } from '../oracle/concentration.js';
import { type Column, dailyReturn, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { loadGolden, num, nums } from './golden.js';
import { fc } from './seed.js';

const member = fc.tuple(
  fc.integer({ min: 0, max: 1_000 }),
  fc.option(dailyReturn, { freq: 8, nil: null }),
);

describe('concentration', () => {
  const golden = loadGolden().G3_concentration;
  const result = concentration(nums(golden.w), nums(golden.contrib));

  test('gives the measures of G3', () => {
    closeTo(result.hhi, num(golden.hhi));
    closeTo(result.hhi * 10_000, golden.hhi10000);
    closeTo(result.effectiveCount, num(golden.effectiveN));
    closeTo(result.topWeight(2), num(golden.top2Weight));
    closeTo(result.topContribution(1), golden.top1ContributionShare);
    closeTo(result.exTopReturn(1), golden.exTop1Return);
    closeTo(result.topShareOfGains(1), num(golden.top1ShareOfGrossPositive));
  });

  test('more members than there are is all of them', () => {
    closeTo(result.topWeight(10), 1);
    closeTo(result.topContribution(10), 1);
    assert.ok(Number.isNaN(result.exTopReturn(10)));
  });

  test('the share of the top is unknown when the return is under 0.5 % either way', () => {
    const flat = concentration(Float64Array.of(0.5, 0.5), Float64Array.of(0.02, -0.0151));
    assert.ok(Number.isNaN(flat.topContribution(1)));
    const enough = concentration(Float64Array.of(0.5, 0.5), Float64Array.of(0.02, -0.0149));
    closeTo(enough.topContribution(1), 0.02 / 0.0051);
  });

  test('a return of exactly 0.5 % is shared out', () => {
    const least = concentration(Float64Array.of(0.5, 0.5), Float64Array.of(0.005, 0));
    assert.equal(least.topContribution(1), 1);
  });

  test('weights of 0 have no effective count, and nobody is left beside one holder of all', () => {
    const nobody = concentration(new Float64Array(2), new Float64Array(2));
    assert.equal(nobody.hhi, 0);
    assert.ok(Number.isNaN(nobody.effectiveCount));
    const single = concentration(Float64Array.of(1, 0), Float64Array.of(0.02, 1e-20));
    assert.ok(Number.isNaN(single.exTopReturn(1)));
  });

  test('a member without a return keeps its weight but contributes nothing', () => {
    const gap = concentration(typed([0.6, 0.3, 0.1]), typed([null, 0.03, -0.01]));
    closeTo(gap.hhi, 0.46);
    closeTo(gap.topWeight(1), 0.6);
    closeTo(gap.topContribution(1), 1.5);
    closeTo(gap.exTopReturn(1), -0.1);
  });

  test('of nothing is unknown', () => {
    const nothing = concentration(typed([null]), typed([null]));
    const { hhi, effectiveCount } = nothing;
    const all = [hhi, effectiveCount, nothing.topWeight(1), nothing.topContribution(1)];
    for (const value of [...all, nothing.topShareOfGains(1), nothing.exTopReturn(1)]) {
      assert.ok(Number.isNaN(value));
    }
  });

  test('n members of equal weight count as n', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (count) => {
        const weights = new Float64Array(count).fill(1 / count);
        closeTo(concentration(weights, weights).effectiveCount, count);
      }),
    );
  });

  test('equals its naive twin on random sets', () => {
    fc.assert(
      fc.property(fc.array(member), fc.integer({ min: 1, max: 20 }), (members, count) => {
        const total = members.reduce((all, [weight]) => all + weight, 0) || 1;
        const weights: Column = members.map(([weight]) => weight / total);
        const parts: Column = members.map(([weight, value]) =>
          value === null ? null : (weight / total) * value,
        );
        const actual = concentration(typed(weights), typed(parts));
        const expected = oracle(weights, parts, count);
        closeTo(actual.hhi, expected.hhi ?? Number.NaN);
        closeTo(actual.effectiveCount, expected.effectiveCount ?? Number.NaN);
        closeTo(actual.topWeight(count), expected.topWeight ?? Number.NaN);
        closeTo(actual.topContribution(count), expected.topContribution ?? Number.NaN);
        closeTo(actual.topShareOfGains(count), expected.topShareOfGains ?? Number.NaN);
        closeTo(actual.exTopReturn(count), expected.exTopReturn ?? Number.NaN, 3);
      }),
    );
  });
});
