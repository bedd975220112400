import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { GroupDimension } from '../../src/securities/group-members.js';
import { shortDays } from '../../src/shorts/series/short-days.js';
import { ShortInquiry } from '../../src/shorts/short-inquiry.js';
import type { ShortOptionsRequest } from '../../src/shorts/short-options.js';
import { sensitivityOf } from '../../src/shorts/sums/short-sensitivity.js';
import { shortSeries } from '../../src/shorts/series/short-series.js';
import { ShortStats } from '../../src/shorts/report/short-stats.type.js';
import type { ShortTotals } from '../../src/shorts/sums/short-totals.js';
import { migrationOf } from '../../src/shorts/sums/tier-migration.js';
import type { NaiveMarket, NaiveSecurity } from '../oracle/naive-shorts.js';
import { anyMarket, DAYS, panelOf } from './market.js';
import { dateOf } from '../support/short-files.js';

const RUNS = 100;
const DIMENSIONS: GroupDimension[] = ['CAP_TIER', 'SECTOR', 'EXCHANGE'];

const anyWindow = fc
  .record({ base: fc.integer({ min: 0, max: DAYS - 2 }), length: fc.integer({ min: 1, max: 39 }) })
  .map(({ base, length }) => ({
    from: dateOf(base + 1),
    to: dateOf(Math.min(base + length, DAYS - 1)),
  }));

const anyOptions: fc.Arbitrary<ShortOptionsRequest> = fc
  .record({
    method: fc.constantFrom('DAILY_MARK_TO_MARKET', 'AVERAGE_POSITION', 'START_POSITION'),
    interpolation: fc.constantFrom('STEP', 'LINEAR'),
    universeAt: fc.constantFrom('START', 'END', 'DAILY'),
    knownOn: fc.option(fc.integer({ min: 0, max: DAYS + 5 }).map(dateOf), { freq: 3 }),
    delisting: fc.constantFrom('TERMINAL', 'LAST_PRICE'),
    basis: fc.constantFrom('PRICE', 'TOTAL'),
    financing: fc.constantFrom(null, 0.36),
  })
  .map((it) => ({ ...it, interpolation: it.knownOn === null ? it.interpolation : 'STEP' }));

/** Holds a property of a report over random markets, windows and options. */
function always(
  holds: (inquiry: ShortInquiry, market: NaiveMarket) => void,
  only: ShortOptionsRequest = {},
): void {
  fc.assert(
    fc.property(anyMarket, anyWindow, anyOptions, (market, window, options) => {
      const asked = { ...options, ...only };
      holds(ShortInquiry.of(panelOf(market), { window, options: asked }), market);
    }),
    { numRuns: RUNS },
  );
}

/** Equal but for rounding, on the scale of everything that was ever short. */
function near(actual: number, expected: number, { averageValue, pnl, startValue }: ShortTotals) {
  const scale = averageValue * 40 + Math.abs(pnl) + startValue + 1;
  assert.ok(Math.abs(actual - expected) <= 1e-9 * scale, `${actual} is not ${expected}`);
}

/** All sums, which are otherwise worked out one by one when they are read. */
function written(totals: ShortTotals): Record<keyof ShortTotals, number> {
  return {
    positionCount: totals.positionCount,
    winnerCount: totals.winnerCount,
    loserCount: totals.loserCount,
    averageValue: totals.averageValue,
    startValue: totals.startValue,
    endValue: totals.endValue,
    netShorting: totals.netShorting,
    priceEffect: totals.priceEffect,
    pnl: totals.pnl,
    dailyPnl: totals.dailyPnl,
    timingEffect: totals.timingEffect,
    dividends: totals.dividends,
    financing: totals.financing,
    profitableValue: totals.profitableValue,
  };
}

const add = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('sums of a report', () => {
  test('lines add up to the total', () => {
    always((inquiry) => {
      const { totals } = inquiry;
      const parts = inquiry.bySecurity().map((lines) => inquiry.totalsFor(lines));
      for (const field of [
        'pnl',
        'averageValue',
        'netShorting',
        'dividends',
        'financing',
      ] as const) {
        near(add(parts.map((it) => it[field])), totals[field], totals);
      }
      assert.equal(parts.length, totals.positionCount);
    });
  });

  test('groups add up to the total, whatever the dimensions', () => {
    always(
      (inquiry) => {
        const { totals } = inquiry;
        for (const by of DIMENSIONS) {
          const parts = inquiry.groups([by]).map(({ lines }) => inquiry.totalsFor(lines));
          near(add(parts.map((it) => it.pnl)), totals.pnl, totals);
          near(add(parts.map((it) => it.averageValue)), totals.averageValue, totals);
        }
      },
      { method: 'DAILY_MARK_TO_MARKET' },
    );
  });

  test('migration adds up to the total', () => {
    always((inquiry) => {
      const rows = migrationOf(inquiry);
      near(add(rows.map((it) => it.pnl)), inquiry.totals.pnl, inquiry.totals);
      assert.equal(add(rows.map((it) => it.positionCount)), inquiry.totals.positionCount);
    });
  });

  test('the change of value is net shorting and price effect', () => {
    always((inquiry) => {
      const { totals } = inquiry;
      const change = totals.endValue - totals.startValue;
      near(totals.netShorting + totals.priceEffect, change, totals);
      near(totals.priceEffect, -totals.dailyPnl, totals);
    });
  });

  test('the shares of all short selling add up to 1 over size classes', () => {
    always((inquiry) => {
      if (!(inquiry.allValue > 0)) return;
      const shares = inquiry
        .groups(['CAP_TIER'])
        .map(({ lines }) => new ShortStats(inquiry, lines).shareOfAll as number);
      assert.ok(Math.abs(add(shares) - 1) < 1e-9, `they add up to ${add(shares)}`);
    });
  });

  test('winners and losers are among the positions', () => {
    always((inquiry) => {
      const stats = new ShortStats(inquiry, inquiry.set.lines);
      assert.ok(stats.winnerCount + stats.loserCount <= stats.positionCount);
      const share = stats.profitableShare;
      assert.ok(share === null || (share >= 0 && share <= 1 + 1e-12));
    });
  });

  test('no number is infinite, and null stands only where nothing was short', () => {
    always((inquiry) => {
      for (const value of Object.values(written(inquiry.totals))) assert.ok(Number.isFinite(value));
      const stats = new ShortStats(inquiry, inquiry.set.lines);
      assert.equal(stats.pnlRatio === null, !(inquiry.totals.averageValue > 0));
    });
  });

  test('all checks hold', () => {
    always(
      (inquiry) => {
        const { totals } = inquiry;
        const size = totals.averageValue + Math.abs(totals.pnl) + totals.startValue;
        for (const { name, residual } of inquiry.checks) {
          // A residual is a share of its largest term, which may be nothing but rounding.
          const largest = Math.max(Math.abs(totals.pnl), Math.abs(totals.netShorting));
          if (largest < 1e-6 * size) continue;
          assert.ok(Math.abs(residual as number) < 1e-6, `${name} leaves ${residual}`);
        }
      },
      { method: 'DAILY_MARK_TO_MARKET' },
    );
  });
});

describe('the range of profits', () => {
  test('holds the profit of the report', () => {
    always(
      (inquiry) => {
        const range = inquiry.pnlRange(inquiry.set.lines);
        assert.ok(range !== null && range.low <= range.high);
        near(Math.max(range.low, inquiry.totals.pnl), inquiry.totals.pnl, inquiry.totals);
        near(Math.min(range.high, inquiry.totals.pnl), inquiry.totals.pnl, inquiry.totals);
      },
      { knownOn: null },
    );
  });
});

describe('series', () => {
  for (const method of ['DAILY_MARK_TO_MARKET', 'AVERAGE_POSITION', 'START_POSITION'] as const) {
    test(`by ${method}: buckets add up and the running sum ends at the total`, () => {
      always(
        (inquiry) => {
          const { question, totals } = inquiry;
          const net = totals.pnl - totals.dividends - totals.financing;
          for (const interval of ['DAY', 'WEEK', 'MONTH'] as const) {
            const read = (measure: 'PNL' | 'CUMULATIVE_PNL' | 'CUMULATIVE_NET_PNL') => [
              ...shortSeries(question, inquiry.set.lines, interval, measure).values,
            ];
            near(add(read('PNL')), totals.pnl, totals);
            near(read('CUMULATIVE_PNL').at(-1) as number, totals.pnl, totals);
            near(read('CUMULATIVE_NET_PNL').at(-1) as number, net, totals);
          }
        },
        { method },
      );
    });
  }

  test('of net shorting add up, and of value end at the end value', () => {
    always((inquiry) => {
      const { question, totals } = inquiry;
      const { lines } = inquiry.set;
      const shorting = shortSeries(question, lines, 'WEEK', 'NET_SHORTING').values;
      near(add([...shorting]), totals.netShorting, totals);
      const value = shortSeries(question, lines, 'WEEK', 'VALUE').values;
      near(value.at(-1) as number, totals.endValue, totals);
    });
  });
});

describe('daily rows of a line', () => {
  test('add up to it', () => {
    always((inquiry) => {
      for (const lines of inquiry.bySecurity()) {
        const totals = inquiry.totalsFor(lines);
        const rows = shortDays(inquiry.question, lines);
        near(add(rows.map((it) => it.pnl)), totals.pnl, totals);
        near(add(rows.map((it) => it.netShorting)), totals.netShorting, totals);
        near(add(rows.map((it) => it.dividendsPaid)), totals.dividends, totals);
        near(add(rows.map((it) => it.financingCost)), totals.financing, totals);
      }
    });
  });

  test('can be recomputed from what they show', () => {
    always((inquiry) => {
      for (const lines of inquiry.bySecurity()) {
        const totals = inquiry.totalsFor(lines);
        for (const row of shortDays(inquiry.question, lines)) {
          if (Number.isNaN(row.previousClose)) continue;
          // Shares and the previous close are of the day, so that a split within it has no effect.
          near(row.countedShares * (row.previousClose - row.close), row.pnl, totals);
        }
      }
    });
  });
});

describe('what must not matter', () => {
  test('a split that is applied to all inputs', () => {
    const cut = fc.record({
      at: fc.integer({ min: 1, max: DAYS - 1 }),
      ratio: fc.constantFrom(2, 0.1),
    });
    fc.assert(
      fc.property(anyMarket, anyWindow, anyOptions, cut, (market, window, options, split) => {
        const [first, ...rest] = market.securities as [NaiveSecurity, ...NaiveSecurity[]];
        // A price of the new basis must follow, for closes are in the basis of the last one.
        fc.pre(first.closes.findLastIndex((close) => close !== null) >= split.at);
        const other = { ...market, securities: [withSplit(first, split), ...rest] };
        const [a, b] = [market, other].map(
          (it) => ShortInquiry.of(panelOf(it), { window, options }).totals,
        ) as [ShortTotals, ShortTotals];
        for (const field of ['pnl', 'averageValue', 'netShorting', 'dividends'] as const) {
          near(b[field], a[field], a);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('the names of securities', () => {
    fc.assert(
      fc.property(anyMarket, anyWindow, anyOptions, (market, window, options) => {
        const renamed = market.securities.map((it, k) => ({ ...it, symbol: `Q${9 - k}` }));
        const [a, b] = [market.securities, renamed].map((securities) =>
          ShortInquiry.of(panelOf({ ...market, securities }), { window, options }),
        ) as [ShortInquiry, ShortInquiry];
        near(b.totals.pnl, a.totals.pnl, a.totals);
        const profits = (inquiry: ShortInquiry) =>
          inquiry.bySecurity().map((lines) => inquiry.totalsFor(lines).pnl);
        assert.deepEqual(profits(b).toReversed(), profits(a));
      }),
      { numRuns: RUNS },
    );
  });

  test('whether a number was asked for before', () => {
    always((inquiry, market) => {
      const fresh = ShortInquiry.of(panelOf(market), {
        window: { from: inquiry.question.window.fromOn, to: inquiry.question.window.toOn },
        options: inquiry.question.options,
      });
      sensitivityOf(inquiry);
      inquiry.groups(['CAP_TIER']);
      inquiry.pnlRange(inquiry.set.lines);
      assert.deepEqual(written(inquiry.totals), written(fresh.totals));
    });
  });

  test('the method, for a position that never changes', () => {
    fc.assert(
      fc.property(anyMarket, anyWindow, (market, window) => {
        const steady = market.securities.map((it) => ({
          ...it,
          end: null,
          splits: [],
          closes: it.closes.map((close) => close ?? 7),
          reports: [{ day: -4, first: 1000, publishedOn: 0, revised: null }],
        }));
        const panel = panelOf({ ...market, files: [-4], securities: steady });
        const [a, b, c] = (
          ['DAILY_MARK_TO_MARKET', 'AVERAGE_POSITION', 'START_POSITION'] as const
        ).map((method) => ShortInquiry.of(panel, { window, options: { method } }).totals);
        near((b as ShortTotals).pnl, (a as ShortTotals).pnl, a as ShortTotals);
        near((c as ShortTotals).pnl, (a as ShortTotals).pnl, a as ShortTotals);
      }),
      { numRuns: RUNS },
    );
  });
});

/** The same security had it split: fewer dollars a share after, more shares, or the reverse. */
function withSplit(security: NaiveSecurity, split: { at: number; ratio: number }): NaiveSecurity {
  const { at, ratio } = split;
  const own = security.splits.find((it) => it.day === at);
  const scale = (t: number) => (t >= at ? ratio : 1);
  const count = (t: number, shares: number) => shares * scale(t);
  return {
    ...security,
    closes: security.closes.map((close, t) => (close === null ? null : close / scale(t))),
    splits: [
      ...security.splits.filter((it) => it !== own),
      { day: at, ratio: ratio * (own?.ratio ?? 1) },
    ].sort((a, b) => a.day - b.day),
    dividends: security.dividends.map((it) => ({ ...it, amount: it.amount / scale(it.day) })),
    reports: security.reports.map((it) => ({
      ...it,
      first: count(it.day, it.first),
      revised: it.revised && { ...it.revised, shares: count(it.day, it.revised.shares) },
    })),
    companyShares: security.companyShares === null ? null : security.companyShares * ratio,
    end: security.end && { ...security.end, price: scaled(security.end, at, ratio) },
  };
}

function scaled(end: { day: number; price: number | null }, at: number, ratio: number) {
  return end.price === null || end.day < at ? end.price : end.price / ratio;
}
