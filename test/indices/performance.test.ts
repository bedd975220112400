import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  excessReturnOver,
  indexPerformance,
  securityPerformance,
} from '../../src/indices/performance.service.js';
import type { PerformanceMeasureName } from '../../src/indices/performance-model.js';
import type { IndexColumns, Panel } from '../../src/panel/panel.js';
import { day, formatDay } from '../../src/time/day.js';
import { tinyPanel } from '../support/tiny-panel.js';

const LEVELS = [100, 110, 99, 105, 104, 120];
const MAX = { preset: 'MAX' } as const;

function panelOf(levels: (number | null)[]): Panel {
  return tinyPanel({
    days: levels.length,
    securities: {
      BANK: { closes: [50, 40, 20], ended: { kind: 'BANKRUPT', price: 1 } },
      LATE: { closes: [null, null, 7, 8] },
      PAYS: { closes: [100, 98, 100, 101, 102, 103], dividends: { 1: 2, 4: 1.02 } },
    },
    indices: { IDX: { levels }, FLAT: { levels: levels.map(() => 10) }, NONE: {} },
  });
}

const PANEL = panelOf(LEVELS);
const indexAt = (panel: Panel, k = 0) => panel.indices[k] as IndexColumns;
const whole = (panel: Panel) => indexPerformance(panel, indexAt(panel), MAX, 'PRICE');

describe('performance of an index', () => {
  test('the return runs from the base close to the end close', () => {
    const { startLevel, endLevel, periodReturn } = whole(PANEL);
    assert.deepEqual([startLevel, endLevel], [100, 120]);
    assert.ok(Math.abs(periodReturn - 0.2) < 1e-15);
  });

  test('the deepest fall counts from the highest level before it', () => {
    const { depth, peak, trough } = whole(PANEL).maxDrawdown;
    assert.ok(Math.abs(depth - (99 / 110 - 1)) < 1e-15);
    assert.deepEqual([peak, trough], [1, 2]);
  });

  test('volatility is unknown below 20 returns and known from there', () => {
    const levels = (count: number) => Array.from({ length: count }, (_, k) => 100 + (k % 3));
    assert.ok(Number.isNaN(whole(panelOf(levels(20))).volatility));
    assert.ok(whole(panelOf(levels(21))).volatility > 0);
  });

  test('a level that is missing on the end day falls back to one of five sessions ago', () => {
    const gap = (count: number) => whole(panelOf([100, 105, ...Array(count).fill(null), 110]));
    const { window } = gap(6);
    const panel = panelOf([100, 105, null, null, null, null, null, null, 110]);
    const to = (t: number) =>
      indexPerformance(panel, indexAt(panel), { preset: 'MAX', to: panel.axis.day(t) }, 'PRICE');
    assert.equal(window.tradingDays, 8);
    assert.equal(to(6).endLevel, 105);
    assert.ok(Number.isNaN(to(7).endLevel));
  });

  test('a window beyond the levels is clipped to them', () => {
    const panel = panelOf([...LEVELS, null, null]);
    const window = { preset: 'MAX', to: panel.axis.day(7) } as const;
    const found = indexPerformance(panel, indexAt(panel), window, 'PRICE');
    assert.equal(found.window.endOn, panel.axis.day(5));
    assert.equal(found.window.isClipped, true);
  });

  test('dividends are refused, as no total-return levels exist, with what is available', () => {
    const refused = (panel: Panel, hint: string) =>
      assert.throws(() => indexPerformance(panel, indexAt(panel), MAX, 'TOTAL'), {
        code: 'BAD_USER_INPUT',
        message:
          'basis TOTAL is not available for the level of IDX: only price levels are stored. ' +
          `Use PRICE${hint}.`,
      });
    refused(tinyPanel({ days: 2, securities: {}, indices: { IDX: { levels: [1, 2] } } }), '');
    refused(
      PANEL,
      ', or the capWeightReturn of its returns with basis TOTAL and universeAt DAILY, which its ' +
        'members rebuild with their dividends',
    );
  });

  test('an index without levels says how to get them', () => {
    assert.throws(() => indexPerformance(PANEL, indexAt(PANEL, 2), MAX, 'PRICE'), {
      code: 'NO_DATA',
      message: 'No levels of NONE are stored: import some with `./lowtide import index-levels`.',
    });
  });

  test('the excess return is the difference over the same window', () => {
    const found = whole(PANEL);
    assert.ok(Math.abs(excessReturnOver(PANEL, found, 'flat') - 0.2) < 1e-15);
    assert.throws(() => excessReturnOver(PANEL, found, 'IDZ'), { code: 'UNKNOWN_INDEX' });
  });
});

describe('performance series', () => {
  const close = (a: ArrayLike<number | null>, b: number[]): void => {
    assert.equal(a.length, b.length);
    b.forEach((value, k) => {
      assert.ok(Math.abs((a[k] as number) - value) < 1e-12, `${k}: ${a[k]} is not ${value}`);
    });
  };
  const daily = (measure: PerformanceMeasureName) => whole(PANEL).series('DAY', measure).values;

  test('LEVEL is the level', () => close(daily('LEVEL'), LEVELS.slice(1)));
  test('REBASED starts from 100', () => close(daily('REBASED'), [110, 99, 105, 104, 120]));
  test('CUMULATIVE_RETURN runs from the base', () => {
    close(daily('CUMULATIVE_RETURN'), [0.1, -0.01, 0.05, 0.04, 0.2]);
  });
  test('PERIOD_RETURN runs from bucket to bucket', () => {
    close(daily('PERIOD_RETURN'), [0.1, -0.1, 6 / 99, -1 / 105, 16 / 104]);
  });
  test('DRAWDOWN falls from the highest level so far', () => {
    close(daily('DRAWDOWN'), [0, -0.1, 105 / 110 - 1, 104 / 110 - 1, 0]);
  });

  test('period returns compound to the return of the window', () => {
    const values = Array.from(whole(PANEL).series('WEEK', 'PERIOD_RETURN').values);
    const grown = values.reduce<number>((growth, own) => growth * (1 + (own as number)), 1);
    assert.ok(Math.abs(grown - 1.2) < 1e-12);
  });

  test('a week is dated by its last trading day, the last one by the end', () => {
    const { dates, nature } = whole(PANEL).series('WEEK', 'LEVEL');
    assert.deepEqual(dates.map(formatDay), ['2023-01-06', '2023-01-10']);
    assert.equal(nature, 'LEVEL');
  });
});

describe('performance of a security', () => {
  const of = (i: number, basis: 'PRICE' | 'TOTAL' = 'PRICE', panel = PANEL) =>
    securityPerformance(panel, i, MAX, basis);

  test('a listing that ended ends at its terminal price', () => {
    const { endLevel, periodReturn, path } = of(0);
    assert.equal(endLevel, 1);
    assert.equal(periodReturn, -0.98);
    assert.equal(path.lastMove, 3);
  });

  test('the days after a listing ended do not calm its volatility', () => {
    const closes = Array.from({ length: 25 }, (_, t) => 100 + (t % 2));
    const panel = (days: number) =>
      tinyPanel({ days, securities: { BANK: { closes, ended: { kind: 'CASH', price: 101 } } } });
    const upToEnd = securityPerformance(panel(26), 0, MAX, 'PRICE').volatility;
    assert.equal(securityPerformance(panel(60), 0, MAX, 'PRICE').volatility, upToEnd);
    assert.ok(upToEnd > 0);
  });

  test('without a close on the base day there is no return', () => {
    const { startLevel, endLevel, periodReturn } = of(1);
    assert.ok(Number.isNaN(startLevel));
    assert.equal(endLevel, 8);
    assert.ok(Number.isNaN(periodReturn));
  });

  test('with TOTAL dividends are reinvested at the close of the ex-date', () => {
    const grown = 1.03 * (1 + 2 / 98) * (1 + 1.02 / 102);
    assert.ok(Math.abs(of(2, 'TOTAL').periodReturn - (grown - 1)) < 1e-12);
    assert.ok(Math.abs(of(2).periodReturn - 0.03) < 1e-12);
  });

  test('TOTAL is refused where no dividend is stored', () => {
    const panel = tinyPanel({ days: 2, securities: { A: { closes: [1, 2] } } });
    assert.throws(() => of(0, 'TOTAL', panel), {
      code: 'BAD_USER_INPUT',
      message:
        'basis TOTAL needs dividends, and none are stored. Use PRICE, or import dividends with ' +
        '`./lowtide import corporate-actions`.',
    });
  });

  test('a window before the data is refused', () => {
    const window = { preset: 'YTD', to: day('2020-01-02') } as const;
    assert.throws(() => securityPerformance(PANEL, 0, window, 'PRICE'), { code: 'BAD_WINDOW' });
  });
});
