import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { breadth } from '../../src/kernels/breadth.js';
import { windowReturn } from '../../src/kernels/window-return.js';
import { breadth as oracle } from '../oracle/breadth.js';
import { windowReturn as returnOracle } from '../oracle/window-return.js';
import { columnOf, dailyReturn, largeColumn, price, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { shuffled } from './contract.js';
import { loadGolden, num, nums } from './golden.js';
import { fc } from './seed.js';

/** Closes of G2 by member at t0 to t3; NaN where the member did not trade. */
const CLOSES: Record<string, number[]> = {
  a: [10, 11, 12, 11],
  b: [20, 19, 18, 19],
  c: [30, 30, 30, 33],
  d: [40, 42, 41, 40],
  e: [50, Number.NaN, 48, 49],
  f: [60, 57, 54, Number.NaN],
};

/** Return of each member with a trade on the day, from its last close before. */
function returnsOn(t: number): Float64Array {
  return Float64Array.from(Object.values(CLOSES), (closes) => {
    const before = closes.slice(0, t).findLast((value) => !Number.isNaN(value)) as number;
    return windowReturn(before, closes[t] as number);
  });
}

describe('breadth', () => {
  const golden = loadGolden().G2_breadth;

  for (const expected of golden.days) {
    test(`counts the members of G2 on day ${expected.t}`, () => {
      assert.deepEqual(breadth(returnsOn(expected.t)), {
        priced: expected.eligible,
        advancers: expected.adv,
        decliners: expected.dec,
        unchanged: expected.unch,
      });
    });
  }

  test('gives the shares of G2 over the window', () => {
    const { priced, advancers, decliners, unchanged } = breadth(
      nums(Object.values(golden.windowReturns)),
    );
    closeTo(decliners / priced, num(golden.pctNegative));
    closeTo(advancers / priced, num(golden.pctPositive));
    closeTo(unchanged / priced, num(golden.pctFlat));
  });

  test('has no tolerance: the smallest fall is a fall', () => {
    assert.equal(breadth(Float64Array.of(-Number.MIN_VALUE, -0, 0)).decliners, 1);
  });

  test('of nothing is zero members', () => {
    assert.deepEqual(breadth(typed([])), { priced: 0, advancers: 0, decliners: 0, unchanged: 0 });
  });

  test('equals its naive twin, whatever the order', () => {
    const check = (column: (number | null)[]): void => {
      assert.deepEqual(breadth(typed(column)), oracle(column));
    };
    fc.assert(fc.property(columnOf(dailyReturn), check));
    check(largeColumn(2_000, 3, (random) => Math.floor(random() * 5) - 2));
    fc.assert(
      fc.property(columnOf(dailyReturn), fc.nat(), (column, seed) => {
        assert.deepEqual(breadth(typed(shuffled(column, seed))), oracle(column));
      }),
    );
  });

  test('a member whose price goes missing is left out, never counted as unchanged', () => {
    fc.assert(
      fc.property(fc.array(dailyReturn, { minLength: 1 }), fc.nat(), (returns, at) => {
        const gap = at % returns.length;
        const before = breadth(typed(returns));
        const after = breadth(typed(returns.map((value, i) => (i === gap ? null : value))));
        assert.equal(after.priced, before.priced - 1);
        assert.ok(after.unchanged <= before.unchanged);
      }),
    );
  });
});

describe('windowReturn', () => {
  test('gives the window returns of G2, a stale close included', () => {
    const ends = { a: 11, b: 19, c: 33, d: 40, e: 49, f: 54 };
    for (const [name, end] of Object.entries(ends)) {
      const expected = loadGolden().G2_breadth.windowReturns[name as keyof typeof ends];
      closeTo(windowReturn(CLOSES[name]?.[0] as number, end), num(expected));
    }
  });

  test('matches the published year-to-date figures of two indices', () => {
    for (const row of loadGolden().G10_published_ytd) {
      const computed = 100 * windowReturn(row.baseLevel, row.level);
      assert.ok(Math.abs(computed - row.computedPct) < 1e-6);
      const decimals = (row.publishedPct.split('.')[1] ?? '').length;
      const published = Number(row.publishedPct);
      assert.ok(Math.abs(row.computedPct - published) <= 0.5 * 10 ** -decimals + 0.001);
    }
  });

  test('is -1 for an end at 0 and unknown for a start that is not positive', () => {
    assert.equal(windowReturn(5, 0), -1);
    for (const start of [0, -1, Number.NaN]) assert.ok(Number.isNaN(windowReturn(start, 5)));
    assert.ok(Number.isNaN(windowReturn(5, Number.NaN)));
  });

  test('has the sign of the change even for the smallest step', () => {
    const next = 1 + Number.EPSILON;
    assert.ok(windowReturn(1e15, 1e15 + 0.125) > 0);
    assert.ok(windowReturn(next, 1) < 0);
    assert.equal(windowReturn(0.1 + 0.2, 0.1 + 0.2), 0);
  });

  test('equals its naive twin', () => {
    fc.assert(
      fc.property(fc.option(price), fc.option(price), (start, end) => {
        const expected = returnOracle(start, end) ?? Number.NaN;
        const actual = windowReturn(start ?? Number.NaN, end ?? Number.NaN);
        closeTo(actual, expected, 1 + Math.abs(expected || 0));
      }),
    );
  });
});
