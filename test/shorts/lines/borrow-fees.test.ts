import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { buildPanel } from '../../../src/panel/build.js';
import { loadPanel } from '../../../src/panel/load.js';
import type { Panel } from '../../../src/panel/panel.js';
import { shortDays } from '../../../src/shorts/series/short-days.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import type { ShortOptionsRequest } from '../../../src/shorts/short-options.js';
import { shortSeries } from '../../../src/shorts/series/short-series.js';
import { addTradingDays } from '../../../src/time/calendar.js';
import { day } from '../../../src/time/day.js';
import { closeTo } from '../../kernels/close-to.js';
import { finraFile, scratch } from '../../support/finra-file.js';
import { runImport } from '../../support/importing.js';
import { ordinal } from '../../support/panel-view.js';
import { memoryStore } from '../../support/stores.js';
import { bars, type StoredSpec, storedColumns } from '../../support/stored.js';

const BASE = '2023-08-17';
const SESSIONS = 40;

/** 360 shares short at 10 dollars from Thursday 2023-08-17 on: a fee of 1 costs 10 a day. */
function market(more: Partial<StoredSpec>): Panel {
  const closes = Array.from({ length: SESSIONS }, () => 10);
  return buildPanel(
    storedColumns({
      prices: [...bars('AAA', BASE, closes), ...bars('BBB', BASE, closes)],
      shorts: [{ symbol: 'AAA', settledOn: '2023-08-15', shares: 360 }],
      ...more,
    }),
  );
}

const fee = (on: string, value: number, batch = 7) => ({ symbol: 'AAA', on, fee: value, batch });

function inquiry(panel: Panel, sessions: number, options: ShortOptionsRequest = {}): ShortInquiry {
  const to = addTradingDays(day(BASE), sessions);
  return ShortInquiry.of(panel, {
    window: { from: day('2023-08-18'), to },
    options: { interpolation: 'STEP', ...options },
  });
}

/** Financing of each session after the base. */
function daily(panel: Panel, sessions: number, options: ShortOptionsRequest = {}): number[] {
  const { question, set } = inquiry(panel, sessions, options);
  return shortDays(question, set.lines).map(
    ({ financingCost }) => Math.round(financingCost * 1e6) / 1e6,
  );
}

describe('an imported fee', () => {
  test('is charged from its day on, a weekend at the fee of Friday', () => {
    const panel = market({ fees: [fee('2023-08-18', 1), fee('2023-08-21', 2)] });
    assert.deepEqual(daily(panel, 4), [0, 30, 20, 20]);
  });

  test('wins over the fee of the request, which fills the days without one', () => {
    const panel = market({ fees: [fee('2023-08-21', 2)] });
    assert.deepEqual(daily(panel, 4, { financing: 1 }), [10, 30, 20, 20]);
  });

  test('of nothing is a fee all the same', () => {
    const panel = market({ fees: [fee('2023-08-21', 0)] });
    assert.deepEqual(daily(panel, 4, { financing: 1 }), [10, 30, 0, 0]);
  });

  test('counts on 31 calendar days, its own among them', () => {
    // 2023-08-21 to 2023-09-20; the close of Thursday 21 has no fee any more.
    const panel = market({ fees: [fee('2023-08-21', 1)] });
    const costs = daily(panel, 26);
    assert.equal(addTradingDays(day(BASE), 25), day('2023-09-22'));
    assert.deepEqual(costs.slice(22), [10, 10, 0, 0]);
    assert.equal(
      costs.reduce((sum, cost) => sum + cost, 0),
      31 * 10,
    );
  });

  test('from before the window counts within it', () => {
    assert.deepEqual(daily(market({ fees: [fee('2023-07-18', 1)] }), 2), [10, 0]);
  });

  test('dated on a weekend counts from the next close', () => {
    assert.deepEqual(daily(market({ fees: [fee('2023-08-19', 1)] }), 3), [0, 0, 10]);
  });

  test('of a later file wins its day', () => {
    const fees = [fee('2023-08-17', 3, 9), fee('2023-08-17', 1, 8)];
    assert.deepEqual(daily(market({ fees }), 1), [30]);
  });

  test('is of the security, whatever its ticker was', () => {
    const panel = market({
      fees: [{ symbol: 'OLD', on: BASE, fee: 1 }],
      actions: [{ symbol: 'OLD', on: '2023-08-25', kind: 'RENAME', to: 'AAA' }],
      shorts: [{ symbol: 'OLD', settledOn: '2023-08-15', shares: 360 }],
      prices: [
        ...bars('OLD', BASE, [10, 10, 10, 10, 10, 10]),
        ...bars('AAA', '2023-08-25', [10, 10, 10]),
      ],
    });
    assert.deepEqual(daily(panel, 2), [10, 30]);
  });

  test('changes net profit alone, and adds up in the total, the days and the series', () => {
    const options = { financing: 0.36, universeAt: 'DAILY' as const };
    const panel = market({ fees: [fee('2023-08-21', 2), fee('2023-08-30', 0.1)] });
    const { question, set, totals } = inquiry(panel, 30, options);
    const days = shortDays(question, set.lines).map(({ financingCost }) => financingCost);
    closeTo(
      days.reduce((sum, cost) => sum + cost, 0),
      totals.financing,
    );
    const series = shortSeries(question, set.lines, 'WEEK', 'CUMULATIVE_NET_PNL');
    closeTo(series.values.at(-1) as number, totals.pnl - totals.financing);
    assert.equal(totals.pnl, inquiry(market({}), 30).totals.pnl);
    assert.ok(totals.financing > 0);
  });
});

describe('without an imported fee', () => {
  test('the fee of the request is charged, and nothing without that', () => {
    assert.deepEqual(daily(market({}), 2, { financing: 1 }), [10, 30]);
    assert.deepEqual(daily(market({}), 2), [0, 0]);
  });

  test('another security with a fee changes nothing', () => {
    const panel = market({ fees: [{ symbol: 'BBB', on: BASE, fee: 5 }] });
    assert.deepEqual(daily(panel, 2), [0, 0]);
  });
});

describe('fees of a file', () => {
  const files = scratch();
  after(files.remove);

  test('reach the panel with the version that published them, and make no security', async () => {
    const store = await memoryStore();
    try {
      const positions = [{ symbol: 'AAA', shares: 360 }];
      const settled = files.path('shrt20230815.csv', finraFile('2023-08-15', positions));
      const head = 'symbol,date,fee %\n';
      const first = files.path('a.csv', `${head}AAA,2023-08-17,36\nZZZ,2023-08-17,5\n`);
      const second = files.path('b.csv', `${head}AAA,2023-08-17,40\nAAA,2023-08-18,1\n`);
      await runImport(store, 'finra-short-interest', [settled]);
      await runImport(store, 'borrow-fees', [first]);
      const { files: reports } = await runImport(store, 'borrow-fees', [second]);
      assert.deepEqual([reports[0]?.accepted, reports[0]?.problem], [2, null]);
      const panel = (await loadPanel(store)) as Panel;
      const i = ordinal(panel, 'AAA');
      const { offsets, effectiveOn, values } = panel.shorts.fees;
      const own = [offsets[i], offsets[i + 1]] as const;
      assert.deepEqual([...effectiveOn.subarray(...own)], [day('2023-08-17'), day('2023-08-18')]);
      assert.deepEqual([...values.subarray(...own)], [0.4, 0.01]);
      assert.deepEqual(panel.securities.symbols, ['AAA']);
      assert.deepEqual(
        panel.sources.map(({ code, kind, lastOn }) => [code, kind, lastOn]),
        [
          ['BORROW_FEES', 'BORROW_FEES', day('2023-08-18')],
          ['FINRA_SHORT_INTEREST', 'SHORT_INTEREST', day('2023-08-15')],
        ],
      );
    } finally {
      await store.close();
    }
  });
});
