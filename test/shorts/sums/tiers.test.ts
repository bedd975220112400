import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CapTier } from '../../../src/methodology.js';
import { buildPanel } from '../../../src/panel/build.js';
import type { UniverseAt } from '../../../src/securities/universe.js';
import { ShortInquiry } from '../../../src/shorts/short-inquiry.js';
import { sensitivityOf } from '../../../src/shorts/sums/short-sensitivity.js';
import { migrationOf } from '../../../src/shorts/sums/tier-migration.js';
import { addTradingDays } from '../../../src/time/calendar.js';
import { day } from '../../../src/time/day.js';
import { closeTo } from '../../kernels/close-to.js';
import { loadGolden } from '../../kernels/golden.js';
import { bars, storedColumns } from '../../support/stored.js';

const G11 = loadGolden().G11_tier_asof;
const BASE = day('2023-03-01');

/** The four shares of G11 on three days, each with a report for each day. */
const PANEL = buildPanel(
  storedColumns({
    prices: G11.stocks.flatMap(({ id, price, cap }) =>
      bars(id, BASE, price, (_, k) => ({ marketCap: cap[k] as number })),
    ),
    shorts: G11.stocks.flatMap(({ id, shares }) =>
      shares.map((count, k) => ({
        symbol: id,
        settledOn: addTradingDays(BASE, k),
        shares: count,
        publishedOn: addTradingDays(BASE, k),
      })),
    ),
  }),
);
const WINDOW = { from: addTradingDays(BASE, 1), to: addTradingDays(BASE, 2) };

const ask = (universeAt: UniverseAt, capTiers?: CapTier[]) =>
  ShortInquiry.of(PANEL, {
    window: WINDOW,
    where: capTiers ? { capTiers } : null,
    options: { universeAt },
  });

function pnlByTier(universeAt: UniverseAt): Record<string, number> {
  const inquiry = ask(universeAt);
  return Object.fromEntries(
    inquiry
      .groups(['CAP_TIER'])
      .map(({ key, lines }) => [key.capTier as string, inquiry.totalsFor(lines).pnl]),
  );
}

for (const universeAt of ['START', 'END', 'DAILY'] as const) {
  describe(`G11 by size class on ${universeAt}`, () => {
    const golden: Record<string, number> = G11.pnlByTier[universeAt];

    test('every size class has its profit, and no other occurs', () => {
      const found = pnlByTier(universeAt);
      assert.deepEqual(Object.keys(found).sort(), Object.keys(golden).sort());
      for (const [tier, pnl] of Object.entries(golden)) closeTo(found[tier] as number, pnl);
    });

    test('the total does not depend on the day of the classes', () => {
      closeTo(ask(universeAt).totals.pnl, G11.total);
    });

    test('a set of one class is the group of that class', () => {
      for (const [tier, pnl] of Object.entries(golden)) {
        closeTo(ask(universeAt, [tier as CapTier]).totals.pnl, pnl);
      }
    });

    test('groups are in order of size', () => {
      const order = ask(universeAt).groups(['CAP_TIER']);
      const sizes = ['SMALL', 'MID', 'LARGE', 'MEGA'];
      assert.deepEqual(
        order.map(({ key }) => key.capTier),
        sizes.filter((tier) => tier in golden),
      );
    });

    test('all checks hold', () => {
      for (const { name, residual } of ask(universeAt).checks) {
        assert.ok(Math.abs(residual as number) < 1e-12, `${name} leaves ${residual}`);
      }
    });
  });
}

describe('a stay in a DAILY set', () => {
  test('counts the values of its days, the base day with the first move', () => {
    const groups = ask('DAILY').groups(['CAP_TIER']);
    const averages = groups.map(({ lines }) => ask('DAILY').totalsFor(lines).averageValue);
    closeTo(
      averages.reduce((a, b) => a + b),
      ask('END').totals.averageValue,
    );
  });

  test('FAIL is large for its first move and of middle size for its second', () => {
    const [line, ...rest] = ask('DAILY', ['LARGE']).set.lines;
    assert.deepEqual([rest.length, line?.from, line?.to], [0, 1, 1]);
    closeTo(line?.startValue as number, 100 * 4e6);
    closeTo(line?.valueSum as number, 100 * 4e6 + 15 * 9e6);
    assert.equal(line?.endValue, 0);
    const [second] = [...ask('DAILY', ['MID']).set.lines].filter(
      (it) => it.security === line?.security,
    );
    assert.deepEqual([second?.from, second?.to], [2, 2]);
    closeTo(second?.valueSum as number, 2 * 50e6);
    assert.equal(second?.startValue, 0);
  });

  test('two stays of one security are one position', () => {
    const inquiry = ask('DAILY');
    assert.equal(inquiry.totals.positionCount, 4);
    const lists = inquiry.bySecurity();
    assert.equal(lists.length, 4);
  });
});

describe('who changed size', () => {
  test('is told pair by pair, in order of size, with the total profit', () => {
    assert.deepEqual(
      migrationOf(ask('END')).map((it) => [it.startTier, it.endTier, it.positionCount]),
      [
        ['SMALL', 'SMALL', 1],
        ['MID', 'SMALL', 1],
        ['LARGE', 'SMALL', 1],
        ['MEGA', 'MEGA', 1],
      ],
    );
    const profits = migrationOf(ask('END')).map((it) => it.pnl / 1e6);
    [10, 491, 457, -10_940].forEach((pnl, k) => {
      closeTo(profits[k] as number, pnl);
    });
  });
});

describe('the same question by other conventions', () => {
  const rows = sensitivityOf(ask('END', ['SMALL']));

  test('the report itself comes first, then each change of one convention', () => {
    assert.deepEqual(
      rows.map((it) => [it.method, it.universeAt, it.interpolation, it.delisting].join(' ')),
      [
        'DAILY_MARK_TO_MARKET END LINEAR TERMINAL',
        'AVERAGE_POSITION END LINEAR TERMINAL',
        'START_POSITION END LINEAR TERMINAL',
        'DAILY_MARK_TO_MARKET START LINEAR TERMINAL',
        'DAILY_MARK_TO_MARKET DAILY LINEAR TERMINAL',
        'DAILY_MARK_TO_MARKET END STEP TERMINAL',
        'DAILY_MARK_TO_MARKET END LINEAR LAST_PRICE',
      ],
    );
  });

  test('small companies earn 958m on END, and 10m on START and DAILY', () => {
    const pnl = (at: UniverseAt) => rows.find((it) => it.universeAt === at)?.pnl as number;
    closeTo(pnl('END'), 958e6);
    closeTo(pnl('START'), 10e6);
    closeTo(pnl('DAILY'), 10e6);
  });

  test('LINEAR is left out where knownOn rules it out', () => {
    const inquiry = ShortInquiry.of(PANEL, {
      window: WINDOW,
      options: { knownOn: addTradingDays(BASE, 2) },
    });
    const found = sensitivityOf(inquiry).map((it) => it.interpolation);
    assert.equal(found.length, 6);
    assert.ok(found.every((it) => it === 'STEP'));
  });
});
