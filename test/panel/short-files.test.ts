import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildPanel } from '../../src/panel/build.js';
import { reportsOf } from '../support/panel-view.js';
import { dateOf, otherRows, steadyBars } from '../support/short-files.js';
import { type ShortSpec, storedColumns } from '../support/stored.js';

/** 2023-06-15, 06-30, 07-14 and 07-31. */
const SETTLED = [10, 20, 29, 40];
const DATES = ['2023-06-15', '2023-06-30', '2023-07-14', '2023-07-31'];

/** A position of 100 at one of the settlements of the market. */
function own(k: number, changes: Partial<ShortSpec> = {}): ShortSpec {
  const settledOn = dateOf(SETTLED[k] as number);
  return { symbol: 'OWN', settledOn, shares: 100, exchange: 'NYSE', ...changes };
}

/** The reports of `OWN` as settlement and shares. */
function reportsWith(shorts: readonly ShortSpec[]): string[] {
  const prices = [...steadyBars('OWN', 60), ...steadyBars('NYSEAA', 60)];
  return reportsOf(buildPanel(storedColumns({ prices, shorts: [...shorts] })), 'OWN');
}

const isAt = (k: number) => (row: ShortSpec) => row.settledOn === dateOf(SETTLED[k] as number);
const [first, second, third, fourth] = DATES.map((on) => `${on} 100`);

describe('a settlement whose file lacks a security', () => {
  test('is a position of 0 when the file is complete', () => {
    assert.deepEqual(reportsWith([...otherRows(SETTLED), own(0), own(3)]), [
      first,
      '2023-06-30 0',
      '2023-07-14 0',
      fourth,
    ]);
  });

  test('is 0 as well before the first report and after the last', () => {
    assert.deepEqual(reportsWith([...otherRows(SETTLED), own(1)]), [
      '2023-06-15 0',
      second,
      '2023-07-14 0',
      '2023-07-31 0',
    ]);
  });

  test('tells nothing when no file is stored for it', () => {
    assert.deepEqual(reportsWith([...otherRows([10, 29, 40]), own(0), own(2), own(3)]), [
      first,
      third,
      fourth,
    ]);
  });

  test('tells nothing when the file lacks a tenth of the market of its last report', () => {
    const others = otherRows(SETTLED);
    const cut = others.filter((row) => !(isAt(1)(row) && /^NYSEA[A-F]$/.test(row.symbol)));
    assert.deepEqual(reportsWith([...cut, own(0), own(2), own(3)]), [first, third, fourth]);
  });

  test('tells nothing without over-the-counter names, among which it may be', () => {
    const others = otherRows(SETTLED).filter((row) => !(isAt(1)(row) && row.exchange === 'OTC'));
    assert.deepEqual(reportsWith([...others, own(0), own(2), own(3)]), [first, third, fourth]);
  });

  test('tells nothing of listed names when it has over-the-counter names alone', () => {
    const others = [...otherRows([10, 29, 40]), ...otherRows([20], undefined, ['OTC'])];
    assert.deepEqual(reportsWith([...others, own(0), own(2), own(3)]), [first, third, fourth]);
  });

  test('tells of an over-the-counter name when it has over-the-counter names alone', () => {
    const over = { exchange: 'OTC' };
    const others = [...otherRows([10, 29, 40]), ...otherRows([20], undefined, ['OTC'])];
    const rows = [...others, own(0, over), own(2, over), own(3, over)];
    assert.deepEqual(reportsWith(rows), [first, '2023-06-30 0', third, fourth]);
  });

  test('tells nothing when its rows are a multiple of a thousand, as pages are', () => {
    const more = [10, 20, 29, 40].flatMap((t) =>
      Array.from({ length: 900 }, (_, k) => ({
        symbol: `X${'ABCDEFGHIJ'[k % 10]}${'ABCDEFGHIJ'[Math.floor(k / 10) % 10]}${
          'ABCDEFGHIJ'[Math.floor(k / 100)]
        }`,
        settledOn: dateOf(t),
        shares: 1,
        exchange: 'NYSE',
      })),
    );
    const rows = [...otherRows(SETTLED), ...more, own(0), own(2), own(3)];
    assert.deepEqual(reportsWith(rows), [first, third, fourth]);
  });

  test('tells nothing when the file has one symbol', () => {
    const others = [
      ...otherRows([10, 29, 40]),
      { symbol: 'NYSEAA', settledOn: dateOf(20), shares: 1, exchange: 'NYSE' },
    ];
    assert.deepEqual(reportsWith([...others, own(0), own(2), own(3)]), [first, third, fourth]);
  });
});

describe('a file in pages', () => {
  test('is whole when its pages are stored', () => {
    const pages = otherRows([20]).map((row, k) => ({ ...row, batch: 20 + (k % 2) }));
    const rows = [...otherRows([10, 29, 40]), ...pages, own(0), own(2), own(3)];
    assert.deepEqual(reportsWith(rows), [first, '2023-06-30 0', third, fourth]);
  });

  test('is no more for rows that are stored twice', () => {
    const half = otherRows([20]).filter((_, k) => k % 2 === 0);
    const again = half.map((row) => ({ ...row, batch: 20 }));
    const rows = [...otherRows([10, 29, 40]), ...half, ...again, own(0), own(2), own(3)];
    assert.deepEqual(reportsWith(rows), [first, third, fourth]);
  });
});

describe('a first file that is short', () => {
  test('is held against the whole one after it', () => {
    const others = otherRows(SETTLED).filter((row) => !(isAt(0)(row) && row.symbol > 'NYSEAR'));
    const rows = [...others, own(1), own(2), own(3)];
    assert.deepEqual(reportsWith(rows), [second, third, fourth]);
  });
});

test('a position that only the next file states was 0 until that came out', () => {
  const late = own(1, { vintage: 2, publishedOn: dateOf(36) });
  const rows = [...otherRows(SETTLED, (t) => t + 7), own(0), late, own(2), own(3)];
  const prices = steadyBars('OWN', 60);
  const panel = buildPanel(storedColumns({ prices, shorts: rows }));
  const k = (panel.shorts.offsets[panel.securities.symbols.indexOf('OWN')] as number) + 1;
  const { shares, firstShares, publishedIndex, revisedIndex } = panel.shorts;
  assert.deepEqual([shares[k], firstShares[k]], [100, 0]);
  assert.deepEqual([publishedIndex[k], revisedIndex[k]], [27, 36]);
});
