import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  flowsOf,
  type FundRows,
  type Json,
  panelWith,
  type PeriodRow,
  weekly,
} from './flow-fixture.js';

const YEAR = 'provider: "WEEKLY", window: {preset: YTD, to: "2023-09-08"}';
const SMALL: FundRows = {
  code: 'SMALL',
  periods: [
    ['2023-08-09', -20, 1000],
    ['2023-08-16', -30, 955],
    ['2023-08-23', 15, 980],
    ['2023-08-30', 0, 990],
    ['2023-09-06', 99, 1089],
  ],
};

async function series(funds: FundRows[], args: string, measure = 'NET_FLOW', interval = 'WEEK') {
  const shape = `interval: ${interval}, measure: ${measure}`;
  const selection = `series(${shape}) { dates values facts { kind text } }`;
  return (await flowsOf(panelWith(funds), args, selection)).series as Json;
}

describe('a series of flows', () => {
  test('dates weeks by the last days of the provider', async () => {
    const { dates, values } = await series([SMALL], YEAR);
    assert.deepEqual(dates, ['2023-08-09', '2023-08-16', '2023-08-23', '2023-08-30', '2023-09-06']);
    assert.deepEqual(values, [-20, -30, 15, 0, 99]);
  });

  test('adds up from the start of the window', async () => {
    const args = 'provider: "WEEKLY", window: {from: "2023-08-10", to: "2023-09-08"}';
    const { values } = await series([SMALL], args, 'CUMULATIVE_NET_FLOW');
    assert.deepEqual(values, [-30, -15, -15, 84]);
  });

  test('relates each week to the assets at its start', async () => {
    const { values } = await series([SMALL], YEAR, 'FLOW_RATIO');
    assert.deepEqual(values, [null, -0.03, 15 / 955, 0, 0.1]);
  });

  test('shows assets at the end of each week', async () => {
    const { values } = await series([SMALL], YEAR, 'ASSETS');
    assert.deepEqual(values, [1000, 955, 980, 990, 1089]);
  });

  test('in months holds the weeks that end in them, dated by the last', async () => {
    const { dates, values } = await series([SMALL], YEAR, 'NET_FLOW', 'MONTH');
    assert.deepEqual(dates, ['2023-08-30', '2023-09-06']);
    assert.deepEqual(values, [-35, 99]);
  });

  test('is never narrower than the provider reports', async () => {
    assert.equal((await series([SMALL], YEAR, 'NET_FLOW', 'DAY')).dates.length, 5);
  });

  test('has nulls for missing weeks, which end a run', async () => {
    const periods = [...weekly('2023-08-02', [-1]), ...weekly('2023-08-23', [-2, -3])];
    const { dates, values, facts } = await series([{ code: 'SMALL', periods }], YEAR);
    assert.deepEqual(dates.slice(0, 4), ['2023-08-02', '2023-08-09', '2023-08-16', '2023-08-23']);
    assert.deepEqual(values, [-1, null, null, -2, -3]);
    assert.equal(
      facts[0].text,
      'The net flow was negative in each of the last 2 weeks; 3 weeks were checked.',
    );
  });

  test('has a null for a month with a missing week, and goes on counting', async () => {
    const periods = [...weekly('2023-07-05', [1, 1]), ...weekly('2023-07-26', [1, 1, 1])];
    const fund = { code: 'SMALL', periods };
    assert.deepEqual((await series([fund], YEAR, 'NET_FLOW', 'MONTH')).values, [null, 2]);
    const cumulative = await series([fund], YEAR, 'CUMULATIVE_NET_FLOW', 'MONTH');
    assert.deepEqual(cumulative.values, [null, 5]);
  });

  test('is unknown in a week in which one of its funds has no flow', async () => {
    const other: FundRows = { code: 'BOND', periods: weekly('2023-08-09', [5, null, 5, 5, 5]) };
    const { values } = await series([SMALL, other], YEAR);
    assert.deepEqual(values, [-15, null, 20, 5, 104]);
  });

  test('of daily flows makes ISO weeks', async () => {
    const periods: PeriodRow[] = [
      ['2023-08-31', 1],
      ['2023-09-01', 2],
      ['2023-09-05', 4],
      ['2023-09-06', 8],
    ];
    const { dates, values } = await series([{ code: 'ETF', periods }], YEAR);
    assert.deepEqual(dates, ['2023-09-01', '2023-09-06']);
    assert.deepEqual(values, [3, 12]);
  });

  test('of monthly flows stays monthly when weeks are asked for', async () => {
    const periods: PeriodRow[] = [
      ['2023-06-30', 7],
      ['2023-07-31', -1],
      ['2023-08-31', 3],
    ];
    const { dates, facts } = await series([{ code: 'M', periods }], YEAR);
    assert.deepEqual(dates, ['2023-06-30', '2023-07-31', '2023-08-31']);
    assert.match(facts[0].text, /in the last month alone; 3 months were checked/);
  });
});
