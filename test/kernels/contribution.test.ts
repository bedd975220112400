import { describe, test } from 'node:test';
import { indexContribution } from '../../src/kernels/contribution.js';
import { fillBasket } from '../../src/kernels/index-basket.js';
import { indexLevel } from '../../src/kernels/index-level.js';
import { sum } from '../../src/kernels/sum.js';
import { contributions as oracle } from '../oracle/contribution.js';
import type { Member } from '../oracle/index-basket.js';
import { indexLevel as levelOracle } from '../oracle/index-level.js';
import { basket, basketOf, GOLDEN_MEMBERS } from './basket.js';
import { allCloseTo, closeTo } from './close-to.js';
import { loadGolden, nums } from './golden.js';
import { fc } from './seed.js';

function contribute(members: readonly Member[], days: number, withDividends: boolean) {
  const filled = fillBasket(basketOf(members, days));
  const index = indexLevel(filled, 1_000);
  return { index, parts: indexContribution(filled, index, withDividends) };
}

/** The highest growth on the way, which rounding errors are small beside. */
function scaleOf(levels: Float64Array): number {
  return 1 + Math.max(...levels) / 1_000;
}

describe('indexContribution', () => {
  const golden = loadGolden().G1_index;

  test('gives the contributions of G1, those of C and D while they were members', () => {
    const { parts } = contribute(Object.values(GOLDEN_MEMBERS), 5, false);
    const points = parts.map((part) => part * 1_000);
    allCloseTo(parts, nums(Object.values(golden.contributionToReturn)));
    allCloseTo(points, nums(Object.values(golden.contributionPoints)));
  });

  test('leaves dividends out unless they are asked for', () => {
    const filled = fillBasket(basketOf(Object.values(GOLDEN_MEMBERS), 5));
    const index = indexLevel(filled, 1_000);
    const parts = indexContribution(filled, index);
    allCloseTo(parts, nums(Object.values(golden.contributionToReturn)));
  });

  test('sums exactly to the price return', () => {
    fc.assert(
      fc.property(basket, ({ members, days }) => {
        const { index, parts } = contribute(members, days, false);
        const growth = (index.level[days - 1] as number) / 1_000;
        closeTo(sum(parts), growth - 1, scaleOf(index.level));
      }),
    );
  });

  test('with dividends sums exactly to the total return', () => {
    fc.assert(
      fc.property(basket, ({ members, days }) => {
        const { index, parts } = contribute(members, days, true);
        const growth = (index.totalReturnLevel[days - 1] as number) / 1_000;
        closeTo(sum(parts), growth - 1, scaleOf(index.totalReturnLevel));
      }),
    );
  });

  test('equals its naive twin on random baskets', () => {
    fc.assert(
      fc.property(basket, fc.boolean(), ({ members, days }, withDividends) => {
        const { index, parts } = contribute(members, days, withDividends);
        const { level, totalReturnLevel } = levelOracle(members, days, 1_000);
        const levels = withDividends ? totalReturnLevel : level;
        const scale = scaleOf(index.totalReturnLevel) + scaleOf(index.level);
        allCloseTo(parts, oracle(members, levels, withDividends), scale);
      }),
    );
  });
});
