import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flowsOf, type Json, panelWith, weekly } from './flow-fixture.js';

/** The thirteen weeks of the methodology, in US dollars. */
const GOLDEN = [-1800, 300, -200, -400, 150, 250, -600, -900, -100, 700, -300, -1100, -1500].map(
  (millions) => millions * 1e6,
);
const SINCE = 'largestSince { previousOn periods isRecord historyFromOn }';
const TRAILING =
  'provider: "WEEKLY", window: {trailing: {count: 26, unit: WEEK}, to: "2023-09-08"}';

async function lastPeriod(
  flows: readonly (number | null)[],
  { first = '2023-06-14', args = TRAILING, interval = 'WEEK' } = {},
): Promise<Json> {
  const panel = panelWith([{ code: 'SMALL', periods: weekly(first, flows) }]);
  const selection = `lastPeriod(interval: ${interval}) { fromOn toOn netFlow flowRatio ${SINCE} }`;
  return (await flowsOf(panel, args, selection)).lastPeriod;
}

describe('the last period', () => {
  test('of the methodology: the most in twelve weeks, from 31 August to 6 September', async () => {
    assert.deepEqual(await lastPeriod(GOLDEN), {
      fromOn: '2023-08-31',
      toOn: '2023-09-06',
      netFlow: -1.5e9,
      flowRatio: null,
      largestSince: {
        previousOn: '2023-06-14',
        periods: 12,
        isRecord: false,
        historyFromOn: '2023-06-08',
      },
    });
  });

  test('looks back beyond the window', async () => {
    const args = 'provider: "WEEKLY", window: {from: "2023-09-01", to: "2023-09-08"}';
    const { largestSince } = await lastPeriod(GOLDEN, { args });
    assert.equal(largestSince.previousOn, '2023-06-14');
  });

  test('does not look at periods after the window', async () => {
    const args = 'provider: "WEEKLY", window: {from: "2023-08-01", to: "2023-08-29"}';
    const period = await lastPeriod(GOLDEN, { args });
    assert.equal(period.toOn, '2023-08-23');
    assert.equal(period.largestSince.previousOn, '2023-08-02');
  });

  test('is a record of the whole history when nothing earlier is as large', async () => {
    const { largestSince } = await lastPeriod([300, -200, -400, 150, -900]);
    assert.deepEqual(largestSince, {
      previousOn: null,
      periods: 4,
      isRecord: true,
      historyFromOn: '2023-06-08',
    });
  });

  test('an inflow is compared with inflows', async () => {
    const { largestSince } = await lastPeriod([-900, 500, -300, 100, 450]);
    assert.equal(largestSince.previousOn, '2023-06-21');
    assert.equal(largestSince.periods, 3);
  });

  test('a zero has no direction', async () => {
    assert.equal((await lastPeriod([5, 7, 0])).largestSince, null);
  });

  test('stops at a gap, and is no record when something before the gap was larger', async () => {
    const panel = panelWith([
      {
        code: 'SMALL',
        periods: [
          ...weekly('2023-06-14', [-1800, 300]),
          ...weekly('2023-08-16', [-5, 20, -10, -30]),
        ],
      },
    ]);
    const { lastPeriod } = await flowsOf(panel, TRAILING, `lastPeriod { ${SINCE} }`);
    assert.deepEqual(lastPeriod.largestSince, {
      previousOn: null,
      periods: 3,
      isRecord: false,
      historyFromOn: '2023-08-10',
    });
  });

  test('is the last one with a known flow', async () => {
    const period = await lastPeriod([-7, -5, null]);
    assert.equal(period.toOn, '2023-06-21');
    assert.equal(period.netFlow, -5);
  });

  test('is null when the window holds none', async () => {
    const args = 'provider: "WEEKLY", window: {from: "2023-06-22", to: "2023-06-27"}';
    assert.equal(await lastPeriod([1, 2, 3], { args }), null);
  });

  test('is never narrower than the provider reports', async () => {
    assert.equal((await lastPeriod(GOLDEN, { interval: 'DAY' })).fromOn, '2023-08-31');
  });

  test('of a month is the last month that is over, from its first week to its last', async () => {
    const period = await lastPeriod(GOLDEN, { interval: 'MONTH' });
    assert.equal(period.fromOn, '2023-07-27');
    assert.equal(period.toOn, '2023-08-30');
    assert.equal(period.netFlow, (-900 - 100 + 700 - 300 - 1100) * 1e6);
    assert.deepEqual(period.largestSince, {
      previousOn: null,
      periods: 1,
      isRecord: true,
      historyFromOn: '2023-06-29',
    });
  });

  test('of a month leaves out one that the window cuts', async () => {
    const args = 'provider: "WEEKLY", window: {from: "2023-08-07", to: "2023-09-08"}';
    assert.equal(await lastPeriod(GOLDEN, { args, interval: 'MONTH' }), null);
  });

  test('of a month leaves out one with a missing week', async () => {
    const panel = panelWith([
      {
        code: 'SMALL',
        periods: [
          ...weekly('2023-05-31', [1, 2, 3, 4, 5, 6]),
          ...weekly('2023-07-19', [1, 1, 1, 1]),
        ],
      },
    ]);
    const args = 'provider: "WEEKLY", window: {preset: YTD, to: "2023-08-10"}';
    const { lastPeriod } = await flowsOf(
      panel,
      args,
      'lastPeriod(interval: MONTH) { toOn netFlow }',
    );
    assert.deepEqual(lastPeriod, { toOn: '2023-06-28', netFlow: 14 });
  });
});
