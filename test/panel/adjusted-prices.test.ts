import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { closeTo } from '../kernels/close-to.js';
import { column, ordinal, reportsOf, splitsOf } from '../support/panel-view.js';
import { bars, type PriceSpec, type ShortSpec, storedColumns } from '../support/stored.js';

/** A file of the Yahoo kind: closes and volumes restated for splits up to the day it was made. */
const YAHOO = { id: 10, format: 'prices', basis: 'SPLIT' } as const;
const STOOQ = { id: 11, format: 'prices', basis: 'SPLIT_AND_DIVIDEND' } as const;
const SETTLED = ['2023-06-30', '2023-07-14', '2023-07-31', '2023-08-15', '2023-08-31'];
const AFTER = ['2023-09-15', '2023-09-29'];

/** Adjusted bars from 2023-06-15 to 2023-10-06, 2m shares a day before 24 August, 5m after. */
function yahoo(volume: (k: number) => number = (k) => (k < 49 ? 2e6 : 5e6)): PriceSpec[] {
  return bars('AMC', '2023-06-15', Array(79).fill(20), (_, k) => ({
    batch: YAHOO.id,
    volume: volume(k),
  }));
}

/** FINRA counts the shares of each day: ten times as many before the split. */
function reports(flagged: string | null, before = 20e6): ShortSpec[] {
  const row = (settledOn: string, volume: number): ShortSpec => ({
    symbol: 'AMC',
    settledOn,
    shares: 1_000_000,
    volume,
    isSplit: settledOn === flagged,
  });
  return [...SETTLED.map((on) => row(on, before)), ...AFTER.map((on) => row(on, 5e6))];
}

const build = (prices: PriceSpec[], shorts: ShortSpec[]) =>
  buildPanel(storedColumns({ prices, shorts, batches: [YAHOO, STOOQ] }));

describe('a price file that is restated for splits', () => {
  test('volumes between two split flags give the factor of the reports', () => {
    const panel = build(yahoo(), reports('2023-08-31'));
    assert.deepEqual(splitsOf(panel, 'AMC'), ['2023-08-31 0.1']);
    assert.deepEqual(reportsOf(panel, 'AMC'), [
      ...SETTLED.slice(0, 4).map((on) => `${on} 100000`),
      '2023-08-31 1000000',
      ...AFTER.map((on) => `${on} 1000000`),
    ]);
    assert.equal(panel.prices.hasBasisMismatch[0], 0);
  });

  test('closes stay as the file has them', () => {
    assert.deepEqual(column(build(yahoo(), reports('2023-08-31')), 'AMC'), Array(79).fill(20));
  });

  test('a factor measured with some noise is the nearest split', () => {
    const noisy = yahoo((k) => (k < 49 ? 2e6 * (1 + 0.06 * Math.sin(k)) : 5e6));
    assert.deepEqual(splitsOf(build(noisy, reports('2023-08-31')), 'AMC'), ['2023-08-31 0.1']);
  });

  test('volumes that agree mean no split, flag or not', () => {
    const panel = build(
      yahoo(() => 5e6),
      reports('2023-08-31', 5e6),
    );
    assert.deepEqual(splitsOf(panel, 'AMC'), []);
  });

  test('a split after the last report and before the file was made restates all reports', () => {
    const shorts = reports(null, 20e6).slice(0, 4);
    const panel = build(yahoo(), shorts);
    assert.deepEqual(
      reportsOf(panel, 'AMC'),
      [...SETTLED.slice(0, 4)].map((on) => `${on} 100000`),
    );
  });

  test('a recorded split is taken, whatever volumes say', () => {
    const panel = buildPanel(
      storedColumns({
        prices: yahoo(() => 5e6),
        shorts: reports('2023-08-31', 5e6),
        actions: [{ symbol: 'AMC', on: '2023-08-24', kind: 'SPLIT', ratio: 0.5 }],
        batches: [YAHOO],
      }),
    );
    assert.deepEqual(splitsOf(panel, 'AMC'), ['2023-08-24 0.5']);
  });
});

describe('a basis that cannot be found', () => {
  const raw = (volume: number) => bars('AMC', '2023-06-15', Array(79).fill(20), () => ({ volume }));

  test('raw closes whose volumes are a tenth of the reported ones are flagged', () => {
    const panel = build(raw(2e6), reports(null, 20e6).slice(0, 5));
    assert.equal(panel.prices.hasBasisMismatch[0], 1);
  });

  for (const [volume, flag] of [
    [1.38e7, 1],
    [1.42e7, 0],
    [2.84e7, 0],
    [2.88e7, 1],
  ] as const) {
    test(`volumes of ${volume / 20e6} times those: ${flag ? 'flagged' : 'fine'}`, () => {
      const panel = build(raw(volume), reports(null, 20e6).slice(0, 5));
      assert.equal(panel.prices.hasBasisMismatch[0], flag);
    });
  }

  test('two cycles are too few to tell', () => {
    const panel = build(raw(2e6), reports(null, 20e6).slice(0, 2));
    assert.equal(panel.prices.hasBasisMismatch[0], 0);
  });

  test('the cycle of a split does not count', () => {
    const shorts = reports(null, 20e6)
      .slice(0, 3)
      .map((it) => ({ ...it, isSplit: true }));
    assert.equal(build(raw(2e6), shorts).prices.hasBasisMismatch[0], 0);
  });

  test('a price file without volumes refutes nothing', () => {
    const prices = bars('AMC', '2023-06-15', Array(79).fill(20));
    const panel = build(prices, reports(null, 20e6).slice(0, 5));
    assert.equal(panel.prices.hasBasisMismatch[0], 0);
  });

  test('reports without volumes refute nothing', () => {
    const shorts = reports(null).map((it) => ({ ...it, volume: Number.NaN }));
    assert.equal(build(raw(2e6), shorts).prices.hasBasisMismatch[0], 0);
  });
});

describe('a report from before the first price', () => {
  const prices = bars('AMC', '2023-08-25', Array(20).fill(15), () => ({ volume: 1e6 }));

  test('is left out when a split that nothing tells lies in between', () => {
    assert.deepEqual(reportsOf(build(prices, reports('2023-08-31').slice(3, 5)), 'AMC'), [
      '2023-08-31 1000000',
    ]);
  });

  test('stays when the cycle has no split', () => {
    assert.equal(reportsOf(build(prices, reports(null).slice(3, 5)), 'AMC').length, 2);
  });
});

describe('several sources for one share', () => {
  test('raw closes win, and an adjusted file is scaled to them at the nearest common day', () => {
    const stooq = bars('AAA', '2023-08-01', [9, 9.1, 9.2, 9.5, 9.6], () => ({ batch: STOOQ.id }));
    const raw = bars('AAA', '2023-08-04', [10, 10.2, 10.4]);
    const close = column(build([...stooq, ...raw], []), 'AAA');
    const scale = 10 / 9.5;
    [9 * scale, 9.1 * scale, 9.2 * scale, 10, 10.2, 10.4].forEach((expected, k) => {
      closeTo(close[k] as number, expected);
    });
  });

  test('an adjusted file goes on after the last raw close, scaled at the last common day', () => {
    const raw = bars('AAA', '2023-08-01', [10, 11, 12], () => ({ volume: 100 }));
    const later = bars('AAA', '2023-08-02', [5, 6, 7, 8], () => ({ batch: YAHOO.id, volume: 50 }));
    const panel = build([...raw, ...later], []);
    assert.deepEqual(column(panel, 'AAA'), [10, 11, 12, 14, 16]);
    assert.deepEqual(column(panel, 'AAA', 'volume'), [100, 100, 100, 25, 25]);
  });

  test('of two adjusted files the later one wins, and restated for splits alone wins', () => {
    const old = bars('AAA', '2023-08-01', [5, 6], () => ({ batch: YAHOO.id }));
    const fresh = bars('AAA', '2023-08-01', [10, 12], () => ({ batch: 12 }));
    const total = bars('AAA', '2023-08-01', [1, 2], () => ({ batch: 13 }));
    const panel = buildPanel(
      storedColumns({
        prices: [...old, ...total, ...fresh],
        batches: [YAHOO, { ...YAHOO, id: 12 }, { ...STOOQ, id: 13 }],
      }),
    );
    assert.deepEqual(column(panel, 'AAA'), [10, 12]);
  });

  test('without a common day a second file is joined as it is', () => {
    const raw = bars('AAA', '2023-08-01', [10, 11]);
    const later = bars('AAA', '2023-08-03', [12, 13], () => ({ batch: YAHOO.id }));
    assert.deepEqual(column(build([...raw, ...later], []), 'AAA'), [10, 11, 12, 13]);
  });

  test('a day that a file skips is carried and not a print', () => {
    const panel = build(bars('AAA', '2023-08-01', [10, null, 12]), []);
    assert.deepEqual(column(panel, 'AAA'), [10, 10, 12]);
    assert.deepEqual(column(panel, 'AAA', 'hasTraded'), [1, 0, 1]);
    assert.ok(Number.isNaN(column(panel, 'AAA', 'volume')[1]));
    assert.equal(panel.prices.firstIndex[ordinal(panel, 'AAA')], 0);
  });
});
