import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { type Interpolation, type ShortOptionsRequest } from '../../src/shorts/short-options.js';
import { ShortInquiry } from '../../src/shorts/short-inquiry.js';
import { ShortStats } from '../../src/shorts/report/short-stats.type.js';
import { day } from '../../src/time/day.js';
import { closeTo } from '../kernels/close-to.js';
import { loadGolden, num, nums } from '../kernels/golden.js';
import { column } from '../support/panel-view.js';
import { bars, type ShortSpec, type StoredSpec, storedColumns } from '../support/stored.js';

const G5 = loadGolden().G5_short_pnl;
const DATES = G5.dates;

/** Raw rows of G5 as files hold them: a reverse split of 1:10 before 2023-08-24. */
const ROWS: StoredSpec = {
  prices: bars('AMC', DATES[0] as string, [...nums(G5.rawClose)], (_, k) => ({
    volume: 1000,
    previousClose: k === 5 ? 16 : Number.NaN,
  })),
  shorts: Object.entries(G5.reportedShares).map(
    ([k, shares]): ShortSpec => ({
      symbol: 'AMC',
      settledOn: DATES[Number(k)] as string,
      shares,
      isSplit: k === '8',
    }),
  ),
  actions: [{ symbol: 'AMC', on: DATES[6] as string, kind: 'DIVIDEND', amount: 0.25 }],
};
const PANEL = buildPanel(storedColumns(ROWS));
const WINDOW = { from: day(DATES[1] as string), to: day(DATES[8] as string) };

function ask(options: ShortOptionsRequest): ShortInquiry {
  return ShortInquiry.of(PANEL, { window: WINDOW, options });
}

describe('the panel of G5', () => {
  test('finds the split in the raw rows', () => {
    column(PANEL, 'AMC').forEach((close, k) => {
      closeTo(close, nums(G5.adjClose)[k] as number);
    });
    assert.deepEqual([...PANEL.shorts.shares], Object.values(G5.adjShares));
  });
});

for (const interpolation of ['STEP', 'LINEAR'] as const satisfies Interpolation[]) {
  describe(`G5 with ${interpolation}`, () => {
    const golden = G5[interpolation];
    const { totals } = ask({ interpolation });

    test('daily mark to market', () => closeTo(totals.pnl, golden.A_dailyMTM));

    test('average position', () => {
      closeTo(ask({ interpolation, method: 'AVERAGE_POSITION' }).totals.pnl, golden.B_avgShares);
    });

    test('start position', () => {
      closeTo(ask({ interpolation, method: 'START_POSITION' }).totals.pnl, golden.C_startShares);
    });

    test('timing effect, whatever the method', () => {
      for (const method of [
        'DAILY_MARK_TO_MARKET',
        'AVERAGE_POSITION',
        'START_POSITION',
      ] as const) {
        const { timingEffect } = ask({ interpolation, method }).totals;
        closeTo(timingEffect, golden.timingEffect_A_minus_B, golden.A_dailyMTM);
      }
    });

    test('average value and the ratio to it', () => {
      closeTo(totals.averageValue, num(golden.avgSI));
      const stats = new ShortStats(ask({ interpolation }), ask({ interpolation }).set.lines);
      closeTo(stats.pnlRatio as number, num(golden.pnlPct_A));
      closeTo(stats.averageValue as number, num(golden.avgSI));
    });

    test('value at the start and at the end', () => {
      closeTo(totals.startValue, golden.siStart);
      closeTo(totals.endValue, golden.siEnd);
    });

    test('net shorting and price effect', () => {
      closeTo(totals.netShorting, golden.netShortSelling);
      closeTo(totals.priceEffect, golden.markToMarketOnSI);
      closeTo(totals.netShorting + totals.priceEffect, golden.deltaSI, golden.siStart);
    });
  });
}

describe('costs of G5', () => {
  const inquiry = ask({ interpolation: 'STEP', basis: 'TOTAL', financing: 0.36 });
  const stats = new ShortStats(inquiry, inquiry.set.lines);

  test('financing counts calendar days over 360', () => {
    closeTo(inquiry.totals.financing, G5.financing_act360_36pct);
  });

  test('the short at the close before the ex-date pays the dividend', () => {
    closeTo(inquiry.totals.dividends, G5.dividendPaid);
  });

  test('net profit, and no cost in the profit itself', () => {
    closeTo(stats.pnl as number, G5.STEP.A_dailyMTM);
    closeTo(stats.netPnl as number, G5.netPnL_STEP);
    closeTo((stats.netPnl as number) / (stats.averageValue as number), num(G5.netPct));
  });

  test('PRICE charges no dividend, and no fee charges no financing', () => {
    const { dividends, financing } = ask({ interpolation: 'STEP' }).totals;
    assert.equal(dividends, 0);
    assert.equal(financing, 0);
  });
});

describe('the range of G5', () => {
  test('spans STEP, LINEAR and the next report', () => {
    for (const interpolation of ['STEP', 'LINEAR'] as const) {
      const inquiry = ask({ interpolation });
      const stats = new ShortStats(inquiry, inquiry.set.lines);
      closeTo(stats.pnlLow as number, 680_000);
      closeTo(stats.pnlHigh as number, 820_000);
    }
  });

  test('is unknown with knownOn', () => {
    const inquiry = ask({ knownOn: day('2023-09-29') });
    const stats = new ShortStats(inquiry, inquiry.set.lines);
    assert.equal(stats.pnlLow, null);
    assert.equal(stats.pnlHigh, null);
  });
});

describe('the wrong answers of G5', () => {
  const pnlOf = (rows: StoredSpec) =>
    ShortInquiry.of(buildPanel(storedColumns(rows)), {
      window: WINDOW,
      options: { interpolation: 'STEP' },
    }).totals.pnl;

  test('come out only when the split is hidden from the panel', () => {
    const blind = {
      ...ROWS,
      prices: (ROWS.prices ?? []).map(({ previousClose: _, ...row }) => row),
      shorts: (ROWS.shorts ?? []).map((row) => ({ ...row, isSplit: false })),
    };
    closeTo(pnlOf(blind), G5.WRONG_all_raw);
    closeTo(pnlOf(ROWS), 680_000);
  });

  test('a split on record gives the same as one that is found', () => {
    const recorded: StoredSpec = {
      ...ROWS,
      prices: (ROWS.prices ?? []).map(({ previousClose: _, ...row }) => row),
      actions: [
        ...(ROWS.actions ?? []),
        { symbol: 'AMC', on: DATES[5] as string, kind: 'SPLIT', ratio: 0.1 },
      ],
    };
    closeTo(pnlOf(recorded), 680_000);
  });
});
