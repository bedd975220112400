import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { closeTo } from '../kernels/close-to.js';
import { column, reportsOf, splitsOf } from '../support/panel-view.js';
import {
  type ActionSpec,
  bars,
  type PriceSpec,
  type ShortSpec,
  storedColumns,
} from '../support/stored.js';

interface Case {
  /** Raw closes from 2023-08-21 on; the one at position 3 is of 2023-08-24. */
  closes?: (number | null)[];
  /** What the source gives as the previous close on 2023-08-24. */
  previous: number;
  volume?: number;
  flag?: 'S' | 'NONE' | 'NO_REPORT';
  actions?: ActionSpec[];
}

const RAW = [2.1, 2, 1.96, 14.37, 14, 13.5];

function amc({ closes = RAW, previous, volume = 1000, flag = 'S', actions = [] }: Case) {
  const prices: PriceSpec[] = bars('AMC', '2023-08-21', closes, (_, k) => ({
    volume: k === 3 ? volume : 1000,
    previousClose: k === 3 ? previous : Number.NaN,
  }));
  const shorts: ShortSpec[] = [{ symbol: 'AMC', settledOn: '2023-08-15', shares: 1000 }];
  if (flag !== 'NO_REPORT') {
    shorts.push({ symbol: 'AMC', settledOn: '2023-08-31', shares: 90, isSplit: flag === 'S' });
  }
  // Another share keeps the file of August in the store.
  shorts.push({ symbol: 'ZZZ', settledOn: '2023-08-31', shares: 1 });
  return buildPanel(storedColumns({ prices, shorts, actions }));
}

describe('splits that the previous close gives away', () => {
  test('a flagged reverse split restates closes, volumes and reports before it', () => {
    const panel = amc({ previous: 19.6 });
    assert.deepEqual(splitsOf(panel, 'AMC'), ['2023-08-24 0.1']);
    assert.deepEqual(column(panel, 'AMC'), [21, 20, 19.599999999999998, 14.37, 14, 13.5]);
    assert.deepEqual(column(panel, 'AMC', 'volume'), [100, 100, 100, 1000, 1000, 1000]);
    assert.deepEqual(reportsOf(panel, 'AMC'), ['2023-08-15 100', '2023-08-31 90']);
  });

  test('a flagged forward split multiplies shares', () => {
    const panel = amc({ closes: [300, 310, 300, 101, 102, 100], previous: 100 });
    assert.deepEqual(splitsOf(panel, 'AMC'), ['2023-08-24 3']);
    assert.deepEqual(reportsOf(panel, 'AMC'), ['2023-08-15 3000', '2023-08-31 90']);
  });

  test('a flagged ratio within one per cent of a common one is that one', () => {
    assert.deepEqual(splitsOf(amc({ previous: 19.44 }), 'AMC'), ['2023-08-24 0.1']);
  });

  test('a flagged ratio that is not common is taken as it is', () => {
    const panel = amc({ closes: [10, 10, 10.4, 10.1, 10, 10], previous: 9.7 });
    assert.deepEqual(splitsOf(panel, 'AMC'), [`2023-08-24 ${10.4 / 9.7}`]);
  });

  test('a difference under three per cent is a dividend, not a split', () => {
    const panel = amc({ closes: [10, 10, 10.2, 10.1, 10, 10], previous: 10 });
    assert.deepEqual(splitsOf(panel, 'AMC'), []);
  });

  test('a report of the cycle without the flag refutes a split', () => {
    assert.deepEqual(splitsOf(amc({ previous: 19.6, flag: 'NONE' }), 'AMC'), []);
  });

  test('a stale row that repeats the close under an old change is no split, flag or not', () => {
    const closes = [2.1, 1.85, 1.96, 1.96, 1.9, 1.9];
    assert.deepEqual(splitsOf(amc({ closes, previous: 1.85 }), 'AMC'), []);
    const fallen = [12, 10, 5, 5, 5, 5];
    assert.deepEqual(splitsOf(amc({ closes: fallen, previous: 10, flag: 'NO_REPORT' }), 'AMC'), []);
  });
});

describe('splits of a share without a report', () => {
  test('a large clean ratio counts', () => {
    const panel = amc({ previous: 19.6, flag: 'NO_REPORT' });
    assert.deepEqual(splitsOf(panel, 'AMC'), ['2023-08-24 0.1']);
  });

  test('a small ratio does not', () => {
    const closes = [10, 10, 10, 8.1, 8, 8];
    assert.deepEqual(splitsOf(amc({ closes, previous: 8, flag: 'NO_REPORT' }), 'AMC'), []);
  });

  test('a ratio that is not clean does not', () => {
    assert.deepEqual(splitsOf(amc({ previous: 5.1, flag: 'NO_REPORT' }), 'AMC'), []);
  });

  test('a day without a trade does not', () => {
    const panel = amc({ previous: 19.6, flag: 'NO_REPORT', volume: 0 });
    assert.deepEqual(splitsOf(panel, 'AMC'), []);
  });

  test('a row after a gap does not', () => {
    const closes = [2.1, 2, null, 14.37, 14, 13.5];
    assert.deepEqual(splitsOf(amc({ closes, previous: 20, flag: 'NO_REPORT' }), 'AMC'), []);
  });
});

describe('splits on record', () => {
  const split = (on: string, ratio: number, batch = 3): ActionSpec => ({
    symbol: 'AMC',
    on,
    kind: 'SPLIT',
    ratio,
    batch,
  });

  test('a recorded split silences what closes show within five sessions', () => {
    const panel = amc({ previous: 19.6, actions: [split('2023-08-23', 0.1)] });
    assert.deepEqual(splitsOf(panel, 'AMC'), ['2023-08-23 0.1']);
  });

  test('a recorded split needs no sign in the closes', () => {
    const panel = amc({ previous: Number.NaN, actions: [split('2023-08-24', 0.1)] });
    assert.deepEqual(splitsOf(panel, 'AMC'), ['2023-08-24 0.1']);
  });

  test('the same split in two files is one split, and the later file is right', () => {
    const actions = [split('2023-08-24', 0.1, 9), split('2023-08-24', 0.2, 8)];
    assert.deepEqual(splitsOf(amc({ previous: 19.6, actions }), 'AMC'), ['2023-08-24 0.1']);
  });

  test('two splits in one cycle multiply', () => {
    const actions = [split('2023-08-22', 0.5), split('2023-08-24', 0.2)];
    const panel = amc({ previous: 19.6, actions });
    assert.deepEqual(reportsOf(panel, 'AMC'), ['2023-08-15 100', '2023-08-31 90']);
  });

  test('a split on a day without trading counts from the next session', () => {
    const panel = amc({ previous: Number.NaN, actions: [split('2023-08-26', 0.1)] });
    assert.deepEqual(splitsOf(panel, 'AMC'), ['2023-08-28 0.1']);
  });

  test('a split after the last raw close changes nothing yet', () => {
    const panel = amc({ previous: Number.NaN, actions: [split('2023-09-12', 0.1)] });
    assert.deepEqual(splitsOf(panel, 'AMC'), []);
    assert.deepEqual(column(panel, 'AMC'), RAW);
  });

  test('a dividend before a split is restated to the basis of the last day', () => {
    const paid: ActionSpec = { symbol: 'AMC', on: '2023-08-22', kind: 'DIVIDEND', amount: 0.05 };
    const panel = amc({ previous: 19.6, actions: [paid] });
    assert.deepEqual([...panel.prices.dividends.index], [1]);
    assert.deepEqual([...panel.prices.dividends.values], [0.5]);
  });

  test('of a dividend in two files the later file is right, in any order of rows', () => {
    const paid = (amount: number, batch: number): ActionSpec => ({
      symbol: 'AMC',
      on: '2023-08-25',
      kind: 'DIVIDEND',
      amount,
      batch,
    });
    for (const actions of [
      [paid(0.2, 8), paid(0.3, 9)],
      [paid(0.3, 9), paid(0.2, 8)],
    ]) {
      const panel = amc({ previous: 19.6, actions });
      assert.deepEqual([...panel.prices.dividends.values], [0.3]);
    }
  });
});

describe('the example of AMC on 2023-08-31 (M9)', () => {
  test('the position of the middle of August is restated by the split', () => {
    const prices = bars('AMC', '2023-08-21', RAW, (_, k) => ({
      volume: 1000,
      previousClose: k === 3 ? 19.6 : Number.NaN,
    }));
    const shorts: ShortSpec[] = [
      { symbol: 'AMC', settledOn: '2023-08-15', shares: 150_955_613 },
      { symbol: 'AMC', settledOn: '2023-08-31', shares: 23_211_862, isSplit: true },
    ];
    const { shares } = buildPanel(storedColumns({ prices, shorts })).shorts;
    closeTo(shares[0] as number, 15_095_561.3);
    closeTo((shares[1] as number) - (shares[0] as number), 8_116_300.7, 23_211_862);
  });
});
