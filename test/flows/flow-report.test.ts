import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { day, formatDay } from '../../src/time/day.js';
import {
  AUGUST,
  codesOf,
  COVERAGE,
  errorOf,
  flowsOf,
  type FundRows,
  LARGE,
  NO_ASSETS,
  panelWith,
  SMALL,
  STATS,
  weekly,
} from './flow-fixture.js';

describe('flows in numbers', () => {
  test('assets at the start are those before the first period of the window', async () => {
    const { total } = await flowsOf(panelWith([SMALL]), AUGUST, `total { ${STATS} }`);
    assert.deepEqual(total, {
      netFlow: -35,
      startAssets: 1000,
      endAssets: 980,
      portfolioChange: 15,
      flowRatio: -0.035,
    });
  });

  test('the ratio of a set is the ratio of its sums', async () => {
    const { total } = await flowsOf(panelWith([LARGE, SMALL]), AUGUST, `total { ${STATS} }`);
    assert.deepEqual(total, {
      netFlow: 120,
      startAssets: 6000,
      endAssets: 6080,
      portfolioChange: -40,
      flowRatio: 0.02,
    });
  });

  test('without assets before the window there is a flow but no ratio', async () => {
    const args = 'provider: "WEEKLY", window: {preset: MAX, to: "2023-08-23"}';
    const { total } = await flowsOf(panelWith([SMALL]), args, `total { ${STATS} }`);
    assert.deepEqual(total, {
      netFlow: -25,
      startAssets: null,
      endAssets: null,
      portfolioChange: null,
      flowRatio: null,
    });
  });

  test('a provider without assets has flows alone, and nothing to warn of', async () => {
    const report = await flowsOf(panelWith([NO_ASSETS]), AUGUST, `total { ${STATS} } ${COVERAGE}`);
    assert.equal(report.total.netFlow, 9);
    assert.equal(report.total.startAssets, null);
    assert.deepEqual(report.coverage, { requested: 1, used: 1, warnings: [] });
  });

  test('beside funds with assets, one without counts in the flow alone', async () => {
    const panel = panelWith([NO_ASSETS, SMALL]);
    const report = await flowsOf(
      panel,
      AUGUST,
      `total { ${STATS} } ${COVERAGE} checks { name residual }`,
    );
    assert.deepEqual(report.total, {
      netFlow: -26,
      startAssets: 1000,
      endAssets: 980,
      portfolioChange: null,
      flowRatio: -0.035,
    });
    assert.deepEqual(codesOf(report), ['INSUFFICIENT_COVERAGE']);
    assert.deepEqual(report.coverage.warnings[0].symbols, ['BOND']);
    assert.deepEqual(report.checks, [
      { name: 'GROUPS', residual: 0 },
      { name: 'ASSETS', residual: null },
    ]);
  });

  test('a fund that was added within the window does not count', async () => {
    const added: FundRows = {
      code: 'NEW',
      symbol: 'NEW',
      periods: [
        ['2023-08-16', 400, 400],
        ['2023-08-23', 1, 410],
      ],
    };
    const report = await flowsOf(
      panelWith([added, SMALL]),
      AUGUST,
      `total { ${STATS} } ${COVERAGE}`,
    );
    assert.equal(report.total.netFlow, -35);
    assert.equal(report.coverage.requested, 2);
    assert.equal(report.coverage.used, 1);
    assert.deepEqual(codesOf(report), ['UNIVERSE_CHANGED']);
    assert.deepEqual(report.coverage.warnings[0].symbols, ['NEW']);
  });

  test('a fund that was dropped within the window does not count', async () => {
    const dropped: FundRows = { ...LARGE, periods: LARGE.periods.slice(0, 3) };
    const report = await flowsOf(
      panelWith([dropped, SMALL]),
      AUGUST,
      `total { ${STATS} } ${COVERAGE}`,
    );
    assert.equal(report.total.netFlow, -35);
    assert.deepEqual(codesOf(report), ['UNIVERSE_CHANGED']);
  });

  test('a missing week is told, and the fund does not count where assets do', async () => {
    const gappy: FundRows = { ...SMALL, periods: SMALL.periods.filter((_, k) => k !== 2) };
    const report = await flowsOf(panelWith([gappy]), AUGUST, `total { ${STATS} } ${COVERAGE}`);
    assert.equal(report.total.netFlow, -5);
    assert.equal(report.total.portfolioChange, null);
    assert.deepEqual(codesOf(report), ['INSUFFICIENT_COVERAGE']);
    assert.match(report.coverage.warnings[0].message, /^Up to 1 period within the window/);
  });

  test('weeks that are missing at either end of the window are told as well', async () => {
    const periods = [...weekly('2023-06-28', [1]), ...weekly('2023-08-02', [2, 3])];
    const later = [...periods, ...weekly('2023-09-06', [4])];
    const args = 'provider: "WEEKLY", window: {from: "2023-07-06", to: "2023-08-24"}';
    const report = await flowsOf(panelWith([{ code: 'SMALL', periods: later }]), args, COVERAGE);
    assert.match(report.coverage.warnings[0].message, /^Up to 5 periods within the window/);
  });

  test('an unknown flow is not a flow of zero', async () => {
    const panel = panelWith([
      { code: 'SMALL', periods: weekly('2023-08-02', [1, null, null, null]) },
    ]);
    const report = await flowsOf(panel, AUGUST, `total { ${STATS} } ${COVERAGE}`);
    assert.equal(report.total.netFlow, null);
    assert.equal(report.coverage.used, 0);
    assert.deepEqual(codesOf(report), ['INSUFFICIENT_COVERAGE']);
  });
});

describe('the provider', () => {
  test('is echoed as a data source', async () => {
    const report = await flowsOf(panelWith([SMALL]), AUGUST, 'provider { code name kind }');
    assert.deepEqual(report.provider, {
      code: 'WEEKLY',
      name: 'Flows of WEEKLY',
      kind: 'FUND_FLOWS',
    });
  });

  test('that is unknown is refused with the nearest and with all', async () => {
    const panel = panelWith([SMALL, { ...LARGE, provider: 'MONTHLY' }]);
    const source = `{ flows(provider: "WEEKLI", window: {preset: YTD}) { total { netFlow } } }`;
    const error = await errorOf(panel, source);
    assert.equal((error as Error & { code: string }).code, 'UNKNOWN_PROVIDER');
    assert.equal(
      error.message,
      'No fund flows of a provider "WEEKLI" are stored. Did you mean WEEKLY? ' +
        'Stored: MONTHLY, WEEKLY.',
    );
  });

  test('never mixes with another', async () => {
    const panel = panelWith([SMALL, { ...SMALL, provider: 'OTHER' }]);
    const { total } = await flowsOf(panel, AUGUST, 'total { netFlow }');
    assert.equal(total.netFlow, -35);
  });

  test('with none stored at all is refused as well', async () => {
    const source = '{ flows(provider: "WEEKLY", window: {preset: YTD}) { total { netFlow } } }';
    assert.match((await errorOf(panelWith([]), source)).message, /Stored: none\.$/);
  });
});

describe('identities', () => {
  const flow = fc.option(fc.integer({ min: -500, max: 500 }), { freq: 8 });
  const assets = fc.option(fc.integer({ min: 1, max: 9000 }), { freq: 6 });
  const periods = fc.array(fc.record({ flow, assets, isStored: fc.integer({ min: 0, max: 9 }) }), {
    minLength: 1,
    maxLength: 8,
  });
  const funds = fc.array(
    fc.record({ periods, category: fc.constantFrom('US_SMALL_CAP' as const, 'BOND' as const) }),
    { minLength: 1, maxLength: 4 },
  );

  test('hold whatever is missing', async () => {
    await fc.assert(
      fc.asyncProperty(funds, async (drawn) => {
        const rows = drawn.map((fund, f) => ({
          code: `F${f}`,
          symbol: `F${f}`,
          category: fund.category,
          periods: fund.periods.flatMap(({ flow, assets, isStored }, k) =>
            isStored === 0 ? [] : [[formatDay(day('2023-07-05') + 7 * k), flow, assets] as const],
          ),
        }));
        if (rows.every((fund) => fund.periods.length === 0)) return;
        const args = 'provider: "WEEKLY", window: {from: "2023-07-13", to: "2023-09-01"}';
        const report = await flowsOf(
          panelWith(rows),
          args,
          `total { ${STATS} } lines { nodes { stats { netFlow } } } checks { name residual }
           series(measure: CUMULATIVE_NET_FLOW) { values } coverage { requested used }`,
        );
        assert.ok(report.coverage.used <= report.coverage.requested);
        for (const { residual } of report.checks) assert.ok(residual === null || residual === 0);
        const { netFlow, startAssets, endAssets, portfolioChange } = report.total;
        if (portfolioChange !== null) {
          assert.equal(startAssets + netFlow + portfolioChange, endAssets);
        }
        const last = report.series.values.at(-1);
        if (last !== null && last !== undefined) assert.equal(last, netFlow);
      }),
      { numRuns: 200 },
    );
  });
});
