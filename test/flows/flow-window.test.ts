import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { COVERAGE, errorOf, flowsOf, panelWith, SMALL, STATS, weekly } from './flow-fixture.js';

describe('the window of flows', () => {
  const WINDOW = 'window { fromOn toOn baseOn endOn tradingDays }';

  test('reaches back beyond the first price', async () => {
    const panel = panelWith([{ code: 'SMALL', periods: weekly('2011-10-05', [1, 2, 3, 4]) }]);
    const args = 'provider: "WEEKLY", window: {from: "2011-10-06", to: "2011-10-21"}';
    const report = await flowsOf(panel, args, `${WINDOW} total { netFlow } ${COVERAGE}`);
    assert.equal(report.total.netFlow, 5);
    assert.deepEqual(report.coverage.warnings, []);
    assert.equal(report.window.baseOn, '2011-10-05');
  });

  test('before any calendar is refused with the first period that is stored', async () => {
    for (const to of ['0001-02-01', '0001-06-01']) {
      const window = `window: {preset: YTD, to: "${to}"}`;
      const source = `{ flows(provider: "WEEKLY", ${window}) { window { fromOn } } }`;
      const { message } = await errorOf(panelWith([SMALL]), source);
      const said = `No period of WEEKLY ends by ${to}; the first one that is stored ends on 2023-`;
      assert.ok(message.startsWith(said), message);
    }
  });

  test('ends with the last stored period unless told otherwise', async () => {
    const report = await flowsOf(
      panelWith([SMALL]),
      'provider: "WEEKLY", window: {trailing: {count: 2, unit: WEEK}}',
      `${WINDOW} total { netFlow }`,
    );
    assert.deepEqual(report, {
      window: {
        fromOn: '2023-08-10',
        toOn: '2023-08-23',
        baseOn: '2023-08-09',
        endOn: '2023-08-23',
        tradingDays: 10,
      },
      total: { netFlow: -15 },
    });
  });

  test('of a month holds the weeks that end in it', async () => {
    const periods = weekly('2023-05-31', [1, 2, 4, 8, 16, 32]);
    const report = await flowsOf(
      panelWith([{ code: 'S', periods }]),
      'provider: "WEEKLY", window: {month: "2023-06"}',
      'window { fromOn toOn } total { netFlow }',
    );
    assert.deepEqual(report, {
      window: { fromOn: '2023-06-01', toOn: '2023-06-30' },
      total: { netFlow: 30 },
    });
  });

  test('of twenty-six weeks to a Friday holds twenty-six weeks', async () => {
    const periods = weekly(
      '2022-01-05',
      Array.from({ length: 88 }, () => 1),
    );
    const args =
      'provider: "WEEKLY", window: {trailing: {count: 26, unit: WEEK}, to: "2023-09-08"}';
    const report = await flowsOf(
      panelWith([{ code: 'S', periods }]),
      args,
      `total { netFlow } ${COVERAGE}`,
    );
    assert.equal(report.total.netFlow, 26);
    assert.deepEqual(report.coverage.warnings, []);
  });

  test('is clipped at both ends with a warning', async () => {
    const args = 'provider: "WEEKLY", window: {from: "2023-07-01", to: "2023-09-08"}';
    const report = await flowsOf(
      panelWith([SMALL]),
      args,
      `${WINDOW} total { netFlow } ${COVERAGE}`,
    );
    assert.equal(report.window.fromOn, '2023-07-27');
    assert.equal(report.window.toOn, '2023-08-23');
    assert.equal(report.total.netFlow, -25);
    assert.deepEqual(report.coverage.warnings, [
      {
        code: 'CLIPPED_WINDOW',
        message: 'Periods of WEEKLY are stored from 2023-07-27 to 2023-08-23 only.',
        count: 1,
        symbols: [],
      },
    ]);
  });

  test('is not clipped before the next period is due', async () => {
    const args = 'provider: "WEEKLY", window: {from: "2023-08-03", to: "2023-08-29"}';
    const report = await flowsOf(panelWith([SMALL]), args, `${WINDOW} ${COVERAGE}`);
    assert.equal(report.window.toOn, '2023-08-29');
    assert.deepEqual(report.coverage.warnings, []);
  });

  test('after all periods gives nulls and names the last period', async () => {
    const args = 'provider: "WEEKLY", window: {preset: MTD, to: "2023-09-29"}';
    const selection = `${WINDOW} total { ${STATS} } lastPeriod { toOn } series { values }
      groups { category stats { netFlow } } checks { name residual } ${COVERAGE}`;
    const report = await flowsOf(panelWith([SMALL]), args, selection);
    assert.equal(report.window.fromOn, '2023-09-01');
    assert.deepEqual(Object.values(report.total), [null, null, null, null, null]);
    assert.equal(report.lastPeriod, null);
    assert.deepEqual(report.series.values, []);
    assert.deepEqual(report.groups, [{ category: 'US_SMALL_CAP', stats: { netFlow: null } }]);
    assert.deepEqual(report.coverage.warnings, [
      {
        code: 'CLIPPED_WINDOW',
        message:
          'No period of WEEKLY ends from 2023-09-01 to 2023-09-29; the last one before that ' +
          'ended on 2023-08-23.',
        count: 1,
        symbols: [],
      },
    ]);
  });

  test('before all periods names the first one', async () => {
    const args = 'provider: "WEEKLY", window: {preset: YTD, to: "2021-06-30"}';
    const report = await flowsOf(panelWith([SMALL]), args, `total { netFlow } ${COVERAGE}`);
    assert.equal(report.total.netFlow, null);
    assert.match(
      report.coverage.warnings[0].message,
      /the first one that is stored ends on 2023-08-02/,
    );
  });

  test('a first day after the last period is refused when no last day is given', async () => {
    const source =
      '{ flows(provider: "WEEKLY", window: {from: "2024-01-01"}) { total { netFlow } } }';
    assert.match(
      (await errorOf(panelWith([SMALL]), source)).message,
      /begins on 2024-01-01, after/,
    );
  });
});
