import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../../src/panel/build.js';
import { shortDays } from '../../../src/shorts/series/short-days.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import type { ShortOptionsRequest } from '../../../src/shorts/short-options.js';
import {
  describedSeries,
  type ShortMeasure,
  shortSeries,
} from '../../../src/shorts/series/short-series.js';
import type { Interval } from '../../../src/time/bucket.js';
import { day, formatDay } from '../../../src/time/day.js';
import { bars, type ShortSpec, storedColumns } from '../../support/stored.js';

/**
 * Thursday 2023-08-17 to Tuesday 2023-08-29: 100 shares at first and 200 from Wednesday 23 on. AMC
 * is split one for two on Friday 25, from 6 to 12 dollars, and pays 0.50 on Monday 28.
 */
const RAW = [10, 9, 8, 8, 7, 6, 12, 11, 13];
const SHORTS: ShortSpec[] = [
  { symbol: 'AMC', settledOn: '2023-07-31', shares: 200 },
  { symbol: 'AMC', settledOn: '2023-08-23', shares: 400 },
  // The cycle of the split carries the flag.
  { symbol: 'AMC', settledOn: '2023-08-29', shares: 200, isSplit: true },
];
const PANEL = buildPanel(
  storedColumns({
    prices: bars('AMC', '2023-08-17', RAW, (_, k) => ({
      volume: k === 3 ? 0 : 1000,
      previousClose: k === 6 ? 12 : Number.NaN,
    })),
    shorts: SHORTS,
    actions: [{ symbol: 'AMC', on: '2023-08-28', kind: 'DIVIDEND', amount: 0.5 }],
  }),
);

function ask(options: ShortOptionsRequest = {}): ShortInquiry {
  return ShortInquiry.of(PANEL, {
    window: { from: day('2023-08-18'), to: day('2023-08-29') },
    options: { interpolation: 'STEP', ...options },
  });
}

function values(interval: Interval, measure: ShortMeasure, options: ShortOptionsRequest = {}) {
  const { question, set } = ask(options);
  return [...shortSeries(question, set.lines, interval, measure).values];
}

describe('a series', () => {
  test('of profit day by day, a split within it without effect', () => {
    assert.deepEqual(values('DAY', 'PNL'), [200, 200, 0, 200, 400, 0, 200, -400]);
  });

  test('of profit week by week', () => {
    assert.deepEqual(values('WEEK', 'PNL'), [200, 800, -200]);
  });

  test('of profit so far', () => {
    assert.deepEqual(values('WEEK', 'CUMULATIVE_PNL'), [200, 1000, 800]);
  });

  test('of net profit so far, after dividends and fees', () => {
    assert.deepEqual(values('WEEK', 'CUMULATIVE_NET_PNL', { basis: 'TOTAL' }), [200, 1000, 700]);
    const [first] = values('DAY', 'CUMULATIVE_NET_PNL', { financing: 0.36 });
    assert.equal(first, 200 - (2000 * 0.36) / 360);
  });

  test('of value at the end of each bucket', () => {
    assert.deepEqual(values('WEEK', 'VALUE'), [1800, 2400, 2600]);
  });

  test('of net shorting on the days of reports', () => {
    assert.deepEqual(values('DAY', 'NET_SHORTING'), [0, 0, 0, 1400, 0, 0, 0, 0]);
  });

  test('ends each bucket on its last trading day', () => {
    const { question, set } = ask();
    const { dates } = describedSeries(question, set.lines, 'WEEK', 'PNL');
    assert.deepEqual(dates.map(formatDay), ['2023-08-18', '2023-08-25', '2023-08-29']);
  });

  test('tells whether values are changes or levels', () => {
    const { question, set } = ask();
    const natures = (['PNL', 'NET_SHORTING', 'CUMULATIVE_PNL', 'VALUE'] as const).map(
      (measure) => describedSeries(question, set.lines, 'DAY', measure).nature,
    );
    assert.deepEqual(natures, ['CHANGE', 'CHANGE', 'LEVEL', 'LEVEL']);
  });
});

describe('daily rows', () => {
  const inquiry = ask({ basis: 'TOTAL', financing: 0.36 });
  const rows = shortDays(inquiry.question, inquiry.set.lines);
  const on = (date: string) => rows.find((it) => it.tradedOn === day(date));

  test('there is one for each trading day after the base day', () => {
    assert.equal(rows.length, 8);
    assert.equal(formatDay(rows[0]?.tradedOn ?? 0), '2023-08-18');
  });

  test('are in shares and dollars of their day, before the split and after', () => {
    const before = on('2023-08-24');
    assert.deepEqual(
      [before?.countedShares, before?.previousClose, before?.close, before?.pnl],
      [400, 7, 6, 400],
    );
    const split = on('2023-08-25');
    assert.deepEqual(
      [split?.countedShares, split?.previousClose, split?.close, split?.pnl],
      [200, 12, 12, 0],
    );
    assert.deepEqual([before?.splitFactor, split?.splitFactor], [1, 0.5]);
  });

  test('name the settlement that the shares rest on, as far as it was known', () => {
    const panel = buildPanel(
      storedColumns({
        prices: bars('AAA', '2023-08-01', Array(22).fill(10)),
        shorts: ['2023-08-15', '2023-08-31'].map((settledOn) => ({
          symbol: 'AAA',
          settledOn,
          shares: 5,
        })),
      }),
    );
    const settled = (options: ShortOptionsRequest) => {
      const window = { from: day('2023-08-02'), to: day('2023-08-30') };
      const { question, set } = ShortInquiry.of(panel, { window, options });
      const all = shortDays(question, set.lines);
      return ['2023-08-14', '2023-08-15', '2023-08-24'].map((date) => {
        const on = all.find((it) => it.tradedOn === day(date))?.settledOn;
        return on == null ? null : formatDay(on);
      });
    };
    assert.deepEqual(settled({}), [null, '2023-08-15', '2023-08-15']);
    assert.deepEqual(settled({ knownOn: day('2023-08-30') }), [null, null, '2023-08-15']);
  });

  test('tell which closes are carried', () => {
    assert.deepEqual(
      rows.map((it) => it.isStale),
      [false, false, true, false, false, false, false, false],
    );
  });

  test('charge a dividend on its ex-date and the fee by calendar days', () => {
    assert.equal(on('2023-08-28')?.dividendsPaid, 100);
    assert.equal(on('2023-08-29')?.dividendsPaid, 0);
    assert.equal(on('2023-08-28')?.financingCost, (2400 * 3 * 0.36) / 360);
  });
});
