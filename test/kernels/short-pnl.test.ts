import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillShares } from '../../src/kernels/fill-shares.js';
import { type ShortPnl, shortPnl } from '../../src/kernels/short-pnl.js';
import { shortPnl as oracle } from '../oracle/short-pnl.js';
import { type Column, fullColumn, price, randomStream, shareCount, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { loadGolden, num, nums } from './golden.js';
import { fc } from './seed.js';

interface Position {
  shares: number[];
  close: Column;
}

const position: fc.Arbitrary<Position> = fc
  .tuple(fc.integer({ min: 1, max: 50 }), fc.constantFrom(2, 4, 1_000_000))
  .chain(([days, freq]) =>
    fc.record({
      shares: fullColumn(shareCount, days),
      close: fc.array(fc.option(price, { freq, nil: null }), { minLength: days, maxLength: days }),
    }),
  );

function pnlOf({ shares, close }: Position): ShortPnl {
  return shortPnl(typed(shares), typed(close), 0, shares.length - 1);
}

const UNKNOWN: ShortPnl = {
  pnl: Number.NaN,
  averagePositionPnl: Number.NaN,
  startPositionPnl: Number.NaN,
  timingEffect: Number.NaN,
  averageValue: Number.NaN,
  startValue: Number.NaN,
  endValue: Number.NaN,
  netShorting: Number.NaN,
  priceEffect: Number.NaN,
};

/** Size of the money that moved, which all differences of it are small beside. */
function scaleOf({ shares, close }: Position): number {
  const largest = Math.max(0, ...close.map((value) => value ?? 0));
  return 1 + shares.reduce((total, count) => total + count * largest, 0);
}

function checkAgainstOracle(input: Position): void {
  const actual = pnlOf(input);
  const expected = oracle(input.shares, input.close);
  if (expected === null) {
    assert.deepEqual(actual, UNKNOWN);
    return;
  }
  const scale = scaleOf(input);
  for (const [name, value] of Object.entries(expected)) {
    closeTo(actual[name as keyof ShortPnl], value, scale, name);
  }
}

describe('shortPnl', () => {
  const golden = loadGolden().G5_short_pnl;
  const close = nums(golden.adjClose);

  for (const mode of ['STEP', 'LINEAR'] as const) {
    test(`gives the profit and loss of G5 with positions by ${mode}`, () => {
      const expected = golden[mode];
      const result = shortPnl(nums(expected.shares), close, 0, 8);
      closeTo(result.pnl, expected.A_dailyMTM);
      closeTo(result.averagePositionPnl, expected.B_avgShares);
      closeTo(result.startPositionPnl, expected.C_startShares);
      closeTo(result.timingEffect, expected.timingEffect_A_minus_B);
      closeTo(result.averageValue, num(expected.avgSI));
      closeTo(result.pnl / result.averageValue, num(expected.pnlPct_A));
      closeTo(result.averagePositionPnl / result.averageValue, num(expected.pnlPct_B));
      closeTo(result.startValue, expected.siStart);
      closeTo(result.endValue, expected.siEnd);
      closeTo(result.netShorting, expected.netShortSelling);
      closeTo(result.priceEffect, expected.markToMarketOnSI);
      closeTo(result.endValue - result.startValue, expected.deltaSI);
    });
  }

  test('gives 820,000 with positions by STEP_BACK, the other end of the band', () => {
    const shares = new Float64Array(9);
    const reported = Object.values(golden.adjShares);
    fillShares(shares, 0, [0, 4, 8], reported, 0, 3, 'STEP_BACK');
    assert.equal(shortPnl(shares, close, 0, 8).pnl, 820_000);
  });

  test('shows what mixed split bases would lead to: the wrong answers to guard against', () => {
    const raw = new Float64Array(9);
    fillShares(raw, 0, [0, 4, 8], Object.values(golden.reportedShares), 0, 3, 'STEP');
    assert.equal(shortPnl(raw, close, 0, 8).pnl, golden.WRONG_rawShares_adjPrices);
    const allRaw = shortPnl(raw, nums(golden.rawClose), 0, 8).pnl;
    closeTo(allRaw, golden.WRONG_all_raw);
  });

  test('reads only the days from base to end', () => {
    const shares = Float64Array.of(9, 10, 10, 9);
    const result = shortPnl(shares, Float64Array.of(1, 5, 4, 99), 1, 2);
    assert.equal(result.pnl, 10);
    assert.equal(result.averageValue, 45);
  });

  test('one day has a value and no profit', () => {
    const result = shortPnl(Float64Array.of(10), Float64Array.of(5), 0, 0);
    assert.deepEqual(result, {
      pnl: 0,
      averagePositionPnl: 0,
      startPositionPnl: 0,
      timingEffect: 0,
      averageValue: 50,
      startValue: 50,
      endValue: 50,
      netShorting: 0,
      priceEffect: 0,
    });
  });

  test('carries a missing close', () => {
    const gap = pnlOf({ shares: [10, 10, 20], close: [5, null, 3] });
    const carried = pnlOf({ shares: [10, 10, 20], close: [5, 5, 3] });
    assert.deepEqual(gap, carried);
  });

  test('counts a position from the first close on as newly sold', () => {
    const result = pnlOf({ shares: [10, 10, 10], close: [null, 8, 6] });
    assert.equal(result.startValue, 0);
    assert.equal(result.netShorting, 80);
    assert.equal(result.pnl, 20);
    assert.equal(result.startPositionPnl, 0);
    assert.equal(result.averagePositionPnl, 10);
    assert.equal(result.averageValue, (0 + 80 + 60) / 3);
  });

  test('without any close everything is unknown, not zero', () => {
    assert.deepEqual(pnlOf({ shares: [10, 10], close: [null, null] }), UNKNOWN);
  });

  test('equals its naive twin on random positions', () => {
    fc.assert(fc.property(position, checkAgainstOracle));
  });

  test('equals its naive twin over 2,000 days with gaps', () => {
    const random = randomStream(11);
    const shares = Array.from({ length: 2_000 }, () => Math.floor(random() * 1e7));
    const close = shares.map(() => (random() < 0.1 ? null : Math.ceil(random() * 9_999) / 100));
    checkAgainstOracle({ shares, close });
  });

  test('change of value = net shorting + price effect, and price effect = - profit', () => {
    fc.assert(
      fc.property(position, (input) => {
        fc.pre(input.close.some((value) => value !== null));
        const result = pnlOf(input);
        const change = result.endValue - result.startValue;
        closeTo(result.netShorting + result.priceEffect, change, scaleOf(input));
        assert.equal(result.priceEffect + result.pnl, 0);
      }),
    );
  });

  test('the three methods agree for a constant position', () => {
    fc.assert(
      fc.property(shareCount, fc.array(price, { minLength: 1, maxLength: 40 }), (count, prices) => {
        const input = { shares: prices.map(() => count), close: prices };
        const result = pnlOf(input);
        closeTo(result.averagePositionPnl, result.pnl, scaleOf(input));
        closeTo(result.startPositionPnl, result.pnl, scaleOf(input));
        closeTo(result.timingEffect, 0, scaleOf(input));
      }),
    );
  });

  test('a split applied to all shares and closes changes nothing', () => {
    fc.assert(
      fc.property(position, fc.constantFrom(2, 3, 20, 0.1, 1 / 80), (input, ratio) => {
        fc.pre(input.close.some((value) => value !== null));
        const before = pnlOf(input);
        const after = pnlOf({
          shares: input.shares.map((count) => count * ratio),
          close: input.close.map((value) => (value === null ? null : value / ratio)),
        });
        for (const name of Object.keys(before) as (keyof ShortPnl)[]) {
          closeTo(after[name], before[name], scaleOf(input), name);
        }
      }),
    );
  });

  test('scales with the position', () => {
    fc.assert(
      fc.property(position, (input) => {
        fc.pre(input.close.some((value) => value !== null));
        const doubled = pnlOf({ ...input, shares: input.shares.map((count) => 2 * count) });
        closeTo(doubled.pnl, 2 * pnlOf(input).pnl, scaleOf(input));
      }),
    );
  });

  test('the profit of a window is that of its parts', () => {
    fc.assert(
      fc.property(position, fc.nat(), (input, cut) => {
        fc.pre(input.close[0] !== null);
        const end = input.shares.length - 1;
        const middle = end === 0 ? 0 : cut % (end + 1);
        const [shares, close] = [typed(input.shares), typed(input.close)];
        fc.pre(!Number.isNaN(close[middle] as number));
        const parts = [shortPnl(shares, close, 0, middle), shortPnl(shares, close, middle, end)];
        const pnl = parts.reduce((total, part) => total + part.pnl, 0);
        closeTo(pnl, pnlOf(input).pnl, scaleOf(input));
      }),
    );
  });
});

describe('published figures of short sellers', () => {
  const { table, smallShareOfAvgSI, midLargeMegaPnl, decomposition } =
    loadGolden().G12_s3_published;

  test('profit over mean value is the published ratio to the hundredth of a per cent', () => {
    for (const row of Object.values(table)) {
      assert.equal(Math.round((row.mtmPnl / row.avgSI) * 10_000) / 100, row.pct);
    }
  });

  test('profit and mean value add up over the size classes', () => {
    const parts = [table.MegaLarge, table.Mid, table.SmallMicroNano];
    const total = (field: 'avgSI' | 'mtmPnl'): number =>
      parts.reduce((all, row) => all + row[field], 0);
    assert.equal(total('mtmPnl'), table.All.mtmPnl);
    assert.ok(Math.abs(total('avgSI') - table.All.avgSI) <= 1);
    assert.equal(table.MegaLarge.mtmPnl + table.Mid.mtmPnl, midLargeMegaPnl);
    closeTo(table.SmallMicroNano.avgSI / table.All.avgSI, smallShareOfAvgSI);
  });

  test('the published prose obeys change = net shorting + price effect, rounded', () => {
    for (const { deltaSI, newShorting, markToMarket } of decomposition) {
      assert.ok(Math.abs(deltaSI - newShorting - markToMarket) <= 1);
    }
  });
});
