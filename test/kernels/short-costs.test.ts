import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dividendsPaid, financingCost } from '../../src/kernels/short-costs.js';
import { shortPnl } from '../../src/kernels/short-pnl.js';
import { day } from '../../src/time/day.js';
import * as oracle from '../oracle/short-costs.js';
import { fullColumn, price, shareCount, typed } from './arbitrary.js';
import { closeTo } from './close-to.js';
import { loadGolden, num, nums } from './golden.js';
import { fc } from './seed.js';

describe('costs of short sellers', () => {
  const golden = loadGolden().G5_short_pnl;
  const close = nums(golden.adjClose);
  const shares = nums(golden.STEP.shares);
  const days = golden.dates.map(day);
  const calendarDays = Int32Array.from(days, (on, t) =>
    t === 0 ? 0 : on - (days[t - 1] as number),
  );
  const dividends = new Float64Array(9);
  dividends[6] = 0.25;

  const fee = new Float64Array(9).fill(0.36);

  test('financing of G5 at 36 % is charged for weekends as well', () => {
    closeTo(financingCost(shares, close, calendarDays, fee, 0, 8), golden.financing_act360_36pct);
  });

  test('the dividend of G5 is paid on the shares short at the close before the ex-date', () => {
    assert.equal(dividendsPaid(shares, dividends, 0, 8), golden.dividendPaid);
  });

  test('net of both, G5 keeps 30.6 %', () => {
    const { pnl, averageValue } = shortPnl(shares, close, 0, 8);
    const financing = financingCost(shares, close, calendarDays, fee, 0, 8);
    const net = pnl - financing - dividendsPaid(shares, dividends, 0, 8);
    closeTo(net, golden.netPnL_STEP);
    closeTo(net / averageValue, num(golden.netPct));
  });

  test('a dividend that goes ex on the base day is not charged', () => {
    assert.equal(dividendsPaid(shares, dividends, 6, 8), 0);
    assert.equal(dividendsPaid(shares, dividends, 5, 6), 35_000);
  });

  test('an unknown dividend is none', () => {
    assert.equal(dividendsPaid(Float64Array.of(5, 5), Float64Array.of(1, Number.NaN), 0, 1), 0);
  });

  test('financing carries a missing close and charges nothing before the first', () => {
    const gap = Float64Array.of(Number.NaN, 10, Number.NaN, 10);
    const held = new Float64Array(4).fill(360);
    const always = Float64Array.of(1, 1, 1, 1);
    assert.equal(financingCost(held, gap, Int32Array.of(0, 1, 1, 1), always, 0, 3), 20);
  });

  test('each day pays the fee of the close before, and nothing where there is none', () => {
    const held = new Float64Array(4).fill(360);
    const flat = new Float64Array(4).fill(10);
    const changing = Float64Array.of(1, Number.NaN, 2, 100);
    assert.equal(financingCost(held, flat, Int32Array.of(0, 1, 1, 3), changing, 0, 3), 10 + 60);
  });

  test('equal their naive twins on random positions', () => {
    const input = fc.integer({ min: 1, max: 30 }).chain((length) =>
      fc.record({
        shares: fullColumn(shareCount, length),
        close: fc.array(fc.option(price, { nil: null }), { minLength: length, maxLength: length }),
        dividends: fc.array(fc.option(price, { nil: null }), {
          minLength: length,
          maxLength: length,
        }),
        calendar: fullColumn(fc.constantFrom(1, 1, 1, 3, 4), length),
        fee: fc.array(fc.constantFrom(null, 0, 0.003, 0.36, 2), {
          minLength: length,
          maxLength: length,
        }),
      }),
    );
    fc.assert(
      fc.property(
        input,
        ({ shares: held, close: prices, dividends: paid, calendar, fee: fees }) => {
          const end = held.length - 1;
          closeTo(
            dividendsPaid(typed(held), typed(paid), 0, end),
            oracle.dividendsPaid(held, paid),
          );
          closeTo(
            financingCost(
              typed(held),
              typed(prices),
              Int32Array.from(calendar),
              typed(fees),
              0,
              end,
            ),
            oracle.financingCost(held, prices, calendar, fees),
          );
        },
      ),
    );
  });
});
