import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { largestSince, rank, streak, zScore } from '../../src/kernels/flow-record.js';
import { etfFlow, fundFlow } from '../../src/kernels/fund-flow.js';
import { sum } from '../../src/kernels/sum.js';
import { weightedMean } from '../../src/kernels/weighted-mean.js';
import { day } from '../../src/time/day.js';
import * as oracle from '../oracle/flow-record.js';
import { fundFlow as flowOracle } from '../oracle/fund-flow.js';
import { columnOf, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { loadGolden, num, nums } from './golden.js';
import { fc } from './seed.js';

const golden = loadGolden().G9_flow_superlative;
const flows = nums(golden.netFlow);
const last = flows.length - 1;

/** Weekly flows in millions, small enough that ties are common. */
const flow = fc.integer({ min: -6, max: 6 });
const history = columnOf(flow, 25).filter((values) => values.length > 0);

describe('largestSince', () => {
  test('of G9 goes back 12 weeks to an outflow of 1,800 million', () => {
    const record = largestSince(flows, last);
    assert.deepEqual(record, { previous: 0, periods: golden.weeksSince, isRecord: false });
    assert.equal(golden.weeks[0], golden.lastAtLeastAsLarge.date);
    assert.equal(flows[0], golden.lastAtLeastAsLarge.value);
    const days = day(golden.weeks[last] as string) - day(golden.weeks[0] as string);
    assert.equal(days, golden.daysSince);
  });

  test('a tie is as large', () => {
    assert.deepEqual(largestSince(Float64Array.of(-5, 2, -5), 2), {
      previous: 0,
      periods: 2,
      isRecord: false,
    });
  });

  test('a record counts back to the first known value', () => {
    assert.deepEqual(largestSince(Float64Array.of(Number.NaN, 1, 2, 3), 3), {
      previous: -1,
      periods: 2,
      isRecord: true,
    });
    assert.deepEqual(largestSince(Float64Array.of(7), 0), {
      previous: -1,
      periods: 0,
      isRecord: true,
    });
  });

  test('of zero or of an unknown value there is none', () => {
    assert.equal(largestSince(Float64Array.of(1, 0), 1), null);
    assert.equal(largestSince(Float64Array.of(1, Number.NaN), 1), null);
  });

  test('in a given direction a level compares with levels of either sign', () => {
    const levels = Float64Array.of(3, -1, 0, 2);
    assert.equal(largestSince(levels, 3, 1)?.previous, 0);
    assert.equal(largestSince(levels, 2, -1)?.previous, 1);
  });

  test('equals its naive twin', () => {
    fc.assert(
      fc.property(history, fc.nat(), (values, at) => {
        const t = at % values.length;
        assert.deepEqual(largestSince(typed(values), t), oracle.largestSince(values, t));
      }),
    );
  });

  test('what comes later changes nothing', () => {
    fc.assert(
      fc.property(history, flow, (values, later) => {
        const t = values.length - 1;
        const before = largestSince(typed(values), t);
        assert.deepEqual(largestSince(typed([...values, later]), t), before);
      }),
    );
  });
});

describe('streak', () => {
  test('of G9 is three weeks of outflows', () => {
    assert.equal(streak(flows, last), golden.outflowStreakWeeks);
  });

  test('is ended by a zero and by a gap', () => {
    assert.equal(streak(Float64Array.of(-1, 0, -1, -1), 3), 2);
    assert.equal(streak(Float64Array.of(-1, Number.NaN, -1, -1), 3), 2);
    assert.equal(streak(Float64Array.of(1, 0), 1), 0);
  });

  test('equals its naive twin', () => {
    fc.assert(
      fc.property(history, fc.nat(), (values, at) => {
        const t = at % values.length;
        assert.equal(streak(typed(values), t), oracle.streak(values, t));
      }),
    );
  });
});

describe('rank', () => {
  test('of G9 is the second largest outflow', () => {
    assert.equal(rank(flows, last), golden.rankOfOutflowInWindow);
  });

  test('ties share the better place', () => {
    const tied = Float64Array.of(4, 9, 4, 1);
    assert.deepEqual([rank(tied, 0), rank(tied, 1), rank(tied, 2), rank(tied, 3)], [2, 1, 2, 4]);
  });

  test('of zero or of an unknown value is unknown', () => {
    assert.ok(Number.isNaN(rank(Float64Array.of(0, 1), 0)));
    assert.ok(Number.isNaN(rank(Float64Array.of(Number.NaN, 1), 0)));
  });

  test('equals its naive twin', () => {
    fc.assert(
      fc.property(history, fc.nat(), (values, at) => {
        const t = at % values.length;
        assert.equal(rank(typed(values), t), oracle.rank(values, t) ?? Number.NaN);
      }),
    );
  });
});

describe('zScore', () => {
  test('of G9 against the 12 weeks before is -1.69', () => {
    closeTo(zScore(flows, last, 12), golden.zScoreVsPrior12);
  });

  test('is unknown with too little history or without variation', () => {
    assert.ok(Number.isNaN(zScore(Float64Array.of(1, 2), 1, 5)));
    assert.ok(Number.isNaN(zScore(Float64Array.of(3, 3, 5), 2, 5)));
  });

  test('equals its naive twin', () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.integer({ min: 1, max: 20 }), (values, at, count) => {
        const t = at % values.length;
        const expected = oracle.zScore(values, t, count) ?? Number.NaN;
        closeTo(zScore(typed(values), t, count), expected, 1 + Math.abs(expected || 0));
      }),
    );
  });
});

describe('sums of G9', () => {
  test('cumulative flow and four-week mean', () => {
    golden.cumulative.forEach((expected, t) => {
      assert.equal(sum(flows, 0, t + 1), expected);
    });
    assert.equal(sum(flows, last - 3), golden.sum4w);
    assert.equal(weightedMean(flows.subarray(last - 3)), golden.trailing4w);
  });
});

describe('fundFlow', () => {
  const expected = loadGolden().G9_flow_formula;

  test('takes the return of the holdings out of the change of assets', () => {
    const result = fundFlow({ assetsStart: 62_000, assetsEnd: 60_200, navReturn: -0.0048 });
    closeTo(result.portfolioChange, num(expected.portfolioChange));
    closeTo(result.flow, num(expected.flow));
    closeTo(result.flowRatio, num(expected.flowPct));
    assert.equal(result.fxEffect, 0);
  });

  test('converts flow and portfolio change at the average rate', () => {
    const result = fundFlow({
      assetsStart: 1_000,
      assetsEnd: 1_070,
      navReturn: 0.05,
      rateStart: 1.08,
      rateEnd: 1.1,
      rateAverage: 1.09,
    });
    closeTo(result.flow, num(expected.fx.flowUSD));
    closeTo(result.portfolioChange, num(expected.fx.portUSD));
    closeTo(result.fxEffect, num(expected.fx.fxEffect_eow_minus_rest), 1_177);
    closeTo(result.flowRatio, expected.fx.flowLocal / 1_000);
  });

  test('of an exchange-traded fund is the change of its shares at the last value', () => {
    const { sharesStart, sharesEnd, navEnd, flow: etf } = expected.etf;
    assert.equal(etfFlow(sharesStart, sharesEnd, navEnd), etf);
  });

  test('is unknown when assets are', () => {
    const result = fundFlow({ assetsStart: Number.NaN, assetsEnd: 5, navReturn: 0 });
    for (const value of Object.values(result)) assert.ok(Number.isNaN(value));
  });

  test('a new fund has a flow but no ratio', () => {
    const result = fundFlow({ assetsStart: 0, assetsEnd: 50, navReturn: 0 });
    assert.equal(result.flow, 50);
    assert.ok(Number.isNaN(result.flowRatio));
  });

  test('the parts add up to the change of assets, and equal the naive twin', () => {
    const assets = fc.integer({ min: 0, max: 1_000_000 });
    const rate = fc.integer({ min: 50, max: 200 }).map((k) => k / 100);
    const navReturn = fc.integer({ min: -50, max: 50 }).map((k) => k / 100);
    const rates = fc.record({ start: rate, end: rate, average: rate });
    fc.assert(
      fc.property(assets, assets, navReturn, rates, (start, end, value, rateOf) => {
        const actual = fundFlow({
          assetsStart: start,
          assetsEnd: end,
          navReturn: value,
          rateStart: rateOf.start,
          rateEnd: rateOf.end,
          rateAverage: rateOf.average,
        });
        const twin = flowOracle(start, end, value, rateOf);
        const scale = 1 + 4 * (start + end);
        closeTo(actual.flow, twin.flow, scale);
        closeTo(actual.portfolioChange, twin.portfolioChange, scale);
        closeTo(actual.fxEffect, twin.fxEffect, scale);
        closeTo(actual.flowRatio, twin.flowRatio ?? Number.NaN, scale);
        const change = end * rateOf.end - start * rateOf.start;
        closeTo(actual.flow + actual.portfolioChange + actual.fxEffect, change, scale);
      }),
    );
  });
});
