import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { cleanMarketCaps } from '../../src/panel/market-cap.js';
import { closeTo } from '../kernels/close-to.js';
import { column } from '../support/panel-view.js';
import { bars, storedColumns } from '../support/stored.js';

/** Cleans market values given as implied share counts; null is blank. Closes are 10 throughout. */
function cleaned(counts: readonly (number | null)[]): number[] {
  const close = new Float64Array(counts.length).fill(10);
  const cap = Float64Array.from(counts, (count) => (count === null ? Number.NaN : count * 10));
  const out = new Float64Array(counts.length);
  cleanMarketCaps(out, close, cap);
  return [...out];
}

describe('market values day by day', () => {
  test('AMC keeps its value through five days of a stale share count after 1:10', () => {
    // 500m shares at 2 dollars; after one for ten the screener multiplies 500m with 20 dollars.
    const closes = [2, 2, 2, 20, 20, 20, 20, 20, 20, 20];
    const counts = [500, 500, 500, 500, 500, 500, 500, 500, 50, 50];
    const prices = bars('AMC', '2023-08-21', closes, (close, k) => ({
      marketCap: close * (counts[k] as number) * 1e6,
      previousClose: k === 3 ? 20 : Number.NaN,
      volume: 1000,
    }));
    const panel = buildPanel(
      storedColumns({
        prices,
        shorts: [{ symbol: 'AMC', settledOn: '2023-08-31', shares: 1, isSplit: true }],
      }),
    );
    for (const cap of column(panel, 'AMC', 'marketCap')) closeTo(cap, 1e9);
  });

  test('a jump by less than a factor of three is believed at once', () => {
    assert.deepEqual(cleaned([100, 250, 250]), [1000, 2500, 2500]);
  });

  test('a larger jump is believed once it has held for ten sessions, from its first day on', () => {
    const counts = [100, ...Array(11).fill(400), 400];
    assert.deepEqual(cleaned(counts), [1000, ...Array(12).fill(4000)]);
  });

  test('a larger jump that comes back was never true', () => {
    const counts = [100, ...Array(9).fill(400), 100];
    assert.deepEqual(cleaned(counts), Array(11).fill(1000));
  });

  test('a blank is filled with the last count, for 70 sessions and no longer', () => {
    const out = cleaned([100, ...Array(72).fill(null)]);
    assert.equal(out[70], 1000);
    assert.ok(Number.isNaN(out[71]));
  });

  test('days before the first count are unknown', () => {
    assert.deepEqual(cleaned([null, null, 100]), [Number.NaN, Number.NaN, 1000]);
  });

  test('a market value of zero is unknown, not zero', () => {
    assert.deepEqual(cleaned([0, 0]), [Number.NaN, Number.NaN]);
  });

  test('the last count moves with the close over days without a value', () => {
    const out = new Float64Array(3);
    cleanMarketCaps(out, Float64Array.of(10, 11, 12), Float64Array.of(1000, NaN, NaN));
    assert.deepEqual([...out], [1000, 1100, 1200]);
  });
});

describe('market values from dated share counts', () => {
  const closes = Array(90).fill(10);

  test('a stored count stands in where the prices bring no market value', () => {
    const panel = buildPanel(
      storedColumns({
        prices: bars('AAA', '2023-03-01', closes),
        shareCounts: [{ symbol: 'AAA', on: '2023-03-03', outstanding: 7e6 }],
      }),
    );
    const caps = column(panel, 'AAA', 'marketCap');
    assert.deepEqual(caps.slice(0, 3), [Number.NaN, Number.NaN, 7e7]);
    assert.equal(caps[70], 7e7);
  });

  test('the market value of the price source wins', () => {
    const panel = buildPanel(
      storedColumns({
        prices: bars('AAA', '2023-03-01', [10, 10], () => ({ marketCap: 5e7 })),
        shareCounts: [{ symbol: 'AAA', on: '2023-03-01', outstanding: 7e6 }],
      }),
    );
    assert.deepEqual(column(panel, 'AAA', 'marketCap'), [5e7, 5e7]);
  });

  test('a count from before a split is restated to the closes', () => {
    const panel = buildPanel(
      storedColumns({
        prices: bars('AAA', '2023-03-01', [2, 2, 20, 20]),
        shareCounts: [{ symbol: 'AAA', on: '2023-03-01', outstanding: 50e6 }],
        actions: [{ symbol: 'AAA', on: '2023-03-03', kind: 'SPLIT', ratio: 0.1 }],
      }),
    );
    for (const cap of column(panel, 'AAA', 'marketCap')) closeTo(cap, 1e8);
  });

  test('of two counts for one day the later file is right', () => {
    const count = (outstanding: number, batch: number) => ({
      symbol: 'AAA',
      on: '2023-03-01',
      outstanding,
      batch,
    });
    const panel = buildPanel(
      storedColumns({
        prices: bars('AAA', '2023-03-01', [10]),
        shareCounts: [count(8e6, 9), count(7e6, 8)],
      }),
    );
    assert.deepEqual(column(panel, 'AAA', 'marketCap'), [8e7]);
    assert.deepEqual([...panel.securities.shareCounts.offsets], [0, 1]);
  });

  test('a newer count replaces an older one', () => {
    const panel = buildPanel(
      storedColumns({
        prices: bars('AAA', '2023-03-01', [10, 10, 10]),
        shareCounts: [
          { symbol: 'AAA', on: '2023-03-01', outstanding: 7e6 },
          { symbol: 'AAA', on: '2023-03-02', outstanding: 8e6 },
        ],
      }),
    );
    assert.deepEqual(column(panel, 'AAA', 'marketCap'), [7e7, 8e7, 8e7]);
  });
});
