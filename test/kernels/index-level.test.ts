import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillBasket } from '../../src/kernels/index-basket.js';
import { indexLevel } from '../../src/kernels/index-level.js';
import { weightedMean } from '../../src/kernels/weighted-mean.js';
import { windowReturn } from '../../src/kernels/window-return.js';
import { closeBefore, closeOn, type Member, sharesOn } from '../oracle/index-basket.js';
import { indexLevel as oracle } from '../oracle/index-level.js';
import { basket, basketOf, GOLDEN_MEMBERS } from './basket.js';
import { allCloseTo, closeTo } from './close-to.js';
import { loadGolden, num, nums } from './golden.js';
import { fc } from './seed.js';

const golden = loadGolden().G1_index;
const members: Member[] = Object.values(GOLDEN_MEMBERS);

describe('indexLevel', () => {
  const filled = fillBasket(basketOf(members, 5));
  const index = indexLevel(filled, 1_000);

  test('gives market value, divisor and level of G1', () => {
    allCloseTo(index.marketValue, nums(golden.marketValue));
    allCloseTo(index.divisor, nums(golden.divisor));
    allCloseTo(index.level, nums(golden.priceLevel));
    closeTo((index.level[4] as number) / 1_000 - 1, num(golden.priceReturn));
  });

  test('reinvests the dividend of G1 in the whole index', () => {
    allCloseTo(index.dividendPoints, nums(golden.indexDividend));
    allCloseTo(index.totalReturnLevel, nums(golden.totalReturnLevel));
    closeTo((index.totalReturnLevel[4] as number) / 1_000 - 1, num(golden.totalReturn));
  });

  test('never gives the return of the survivors only', () => {
    const { A, B } = GOLDEN_MEMBERS;
    const survivors = indexLevel(fillBasket(basketOf([A, B], 5)), 1_000);
    closeTo((survivors.level[4] as number) / 1_000 - 1, num(golden.survivorOnlyReturn_WRONG));
    assert.notEqual(index.level[4], survivors.level[4]);
  });

  test('equal weights rebalanced daily give the mean of the members of each day', () => {
    const daily = [1, 2, 3, 4].map((t) => {
      const returns = members.map((_, i) => {
        const at = t * members.length + i;
        const { shares, close, previousClose } = filled;
        if (shares[at] === 0) return Number.NaN;
        return windowReturn(previousClose[at] as number, close[at] as number);
      });
      return weightedMean(Float64Array.from(returns));
    });
    allCloseTo(daily, nums(golden.equalWeightDaily));
    const growth = daily.reduce((total, value) => total * (1 + value), 1);
    closeTo(growth - 1, num(golden.equalWeightDailyReturn));
  });

  test('a basket that is worth nothing has no level after it', () => {
    const gone = indexLevel(
      fillBasket({
        days: 3,
        members: 1,
        shares: Float64Array.of(1, 1, 1),
        close: Float64Array.of(5, 0, 4),
      }),
      100,
    );
    assert.deepEqual([...gone.level], [100, 0, Number.NaN]);
  });

  test('a basket that empties and fills again has no level after it, not an infinite one', () => {
    const emptied = indexLevel(
      fillBasket({
        days: 3,
        members: 1,
        shares: Float64Array.of(1, 0, 1),
        close: Float64Array.of(5, 5, 5),
      }),
      100,
    );
    assert.deepEqual([...emptied.level], [100, Number.NaN, Number.NaN]);
    assert.deepEqual([...emptied.divisor], [0.05, Number.NaN, Number.NaN]);
    const ruined = indexLevel(
      fillBasket({
        days: 3,
        members: 2,
        shares: Float64Array.of(1, 0, 1, 0, 0, 1),
        close: Float64Array.of(5, 7, 0, 7, 0, 7),
      }),
      100,
    );
    assert.deepEqual([...ruined.level], [100, 0, Number.NaN]);
    assert.deepEqual([...ruined.totalReturnLevel], [100, 0, Number.NaN]);
  });

  test('an index that begins with worthless shares has no divisor', () => {
    const worthless = indexLevel(
      fillBasket({
        days: 2,
        members: 1,
        shares: Float64Array.of(1, 1),
        close: Float64Array.of(0, 5),
      }),
      100,
    );
    assert.deepEqual([...worthless.divisor], [Number.NaN, Number.NaN]);
    assert.deepEqual([...worthless.level], [Number.NaN, Number.NaN]);
  });

  test('an index without members is unknown from the start', () => {
    const empty = indexLevel(
      fillBasket({ days: 2, members: 0, shares: new Float64Array(0), close: new Float64Array(0) }),
      100,
    );
    assert.deepEqual([...empty.level], [Number.NaN, Number.NaN]);
  });

  test('equals its naive twin on random baskets', () => {
    fc.assert(
      fc.property(basket, ({ members: all, days }) => {
        const actual = indexLevel(fillBasket(basketOf(all, days)), 1_000);
        const expected = oracle(all, days, 1_000);
        const highest = Math.max(...expected.totalReturnLevel);
        allCloseTo(actual.level, expected.level, highest);
        allCloseTo(actual.totalReturnLevel, expected.totalReturnLevel, highest);
      }),
    );
  });

  test('a change of the basket alone does not move the level', () => {
    fc.assert(
      fc.property(basket, ({ members: all, days }) => {
        const still = all.map((it) => ({
          ...it,
          close: it.close.map(() => it.close[0] ?? null),
          splitRatio: it.splitRatio.map(() => 1),
        }));
        const { level } = indexLevel(fillBasket(basketOf(still, days)), 1_000);
        allCloseTo(level, new Float64Array(days).fill(1_000));
      }),
    );
  });
});

describe('fillBasket', () => {
  test('carries a missing close in the basis of the day', () => {
    const { close, previousClose } = fillBasket({
      days: 3,
      members: 1,
      shares: Float64Array.of(1, 1, 2),
      close: Float64Array.of(10, Number.NaN, 6),
      splitRatio: Float64Array.of(1, 1, 2),
    });
    assert.deepEqual([...close], [10, 10, 6]);
    assert.deepEqual([...previousClose], [0, 10, 5]);
  });

  test('a ratio of 0 is no split', () => {
    const { previousClose } = fillBasket({
      days: 2,
      members: 1,
      shares: Float64Array.of(1, 1),
      close: Float64Array.of(10, 11),
      splitRatio: Float64Array.of(1, 0),
    });
    assert.deepEqual([...previousClose], [0, 10]);
  });

  test('leaves a member out on the day of its first price, the first day but one included', () => {
    const { shares } = fillBasket({
      days: 3,
      members: 2,
      shares: new Float64Array(6).fill(7),
      close: Float64Array.of(Number.NaN, 5, 3, 5, 3, 5),
    });
    assert.deepEqual([...shares], [0, 7, 0, 7, 7, 7]);
  });

  test('leaves a member out until it has a price to be measured from', () => {
    const { shares } = fillBasket({
      days: 4,
      members: 1,
      shares: Float64Array.of(7, 7, 7, 7),
      close: Float64Array.of(Number.NaN, Number.NaN, 3, 4),
    });
    assert.deepEqual([...shares], [0, 0, 0, 7]);
  });

  test('equals its naive twin on random baskets', () => {
    fc.assert(
      fc.property(basket, ({ members: all, days }) => {
        const filled = fillBasket(basketOf(all, days));
        all.forEach((it, i) => {
          for (let t = 0; t < days; t++) {
            const at = t * all.length + i;
            assert.equal(filled.shares[at], sharesOn(it, t));
            if (filled.shares[at] === 0) continue;
            closeTo(filled.close[at] as number, closeOn(it, t) as number);
            closeTo(filled.previousClose[at] as number, closeBefore(it, t) ?? 0);
          }
        });
      }),
    );
  });
});
