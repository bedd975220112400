import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const NATIVE = fixture('ishares-holdings/IWM_native.csv');
const RESAVED = fixture('ishares-holdings/IVV_2023-11-22.csv');
const iwm = (text: string, context = {}) =>
  read('ishares-holdings', text, { fileName: 'IWM_native.csv', index: 'RUT', ...context });
const ivv = (text: string, context = {}) =>
  read('ishares-holdings', text, { fileName: 'IVV_2023-11-22.csv', index: 'SPX', ...context });
const replaced = (text: string, from: string | RegExp, to: string) => {
  const changed = text.replace(from, to);
  assert.notEqual(changed, text);
  return changed;
};

describe('the native sheet', () => {
  test('an equity row', async () => {
    const [row] = rowsOf(await iwm(NATIVE), 'holding');
    assert.deepEqual(row, {
      symbol: 'BRKB',
      key: 'BRKB',
      heldOn: day('2023-11-22'),
      name: 'BIRCH KNOLL INC CLASS B',
      sector: 'FINANCIALS',
      assetClass: 'Equity',
      marketValue: 1_234_567.89,
      shares: 10_000,
      price: 123.46,
      exchange: 'NYSE',
    });
  });

  test('the label Communication is a sector, and Other is none of the eleven', async () => {
    const rows = rowsOf(await iwm(NATIVE), 'holding');
    assert.equal(rows.find(({ symbol }) => symbol === 'TRUE')?.sector, 'COMMUNICATION_SERVICES');
    assert.equal(rows.find(({ symbol }) => symbol === 'TINY')?.sector, 'UNCLASSIFIED');
  });

  test('cash, also negative, and futures are kept with their asset class', async () => {
    const rows = rowsOf(await iwm(NATIVE), 'holding').filter((row) => row.assetClass !== 'Equity');
    assert.deepEqual(
      rows.map(({ symbol, assetClass, marketValue }) => [symbol, assetClass, marketValue]),
      [
        ['XTSLA', 'Money Market', 30_000],
        ['USD', 'Cash', -2_506.75],
        ['RTYZ3', 'Futures', 0],
      ],
    );
  });

  test('escrow, contingent and vesting rows are kept aside, ADRO twice among them', async () => {
    const reading = await iwm(NATIVE);
    assert.deepEqual(rejections(reading), [
      '14 NON_TRADABLE',
      '15 NON_TRADABLE',
      '16 NON_TRADABLE',
    ]);
    assert.ok(reading.quarantined.every(({ isSystematic }) => isSystematic === true));
  });

  test('the separator and the disclaimer of many lines are skipped', async () => {
    assert.deepEqual(skips(await iwm(NATIVE)), ['20 FOOTER', '21 FOOTER']);
  });

  test('sums are those of the accepted equity rows', async () => {
    const { summary } = await iwm(NATIVE);
    assert.equal(summary?.sums.shares, 45_030);
    assert.equal(summary?.sums.marketValue, 1_934_657.89);
  });
});

describe('variants', () => {
  test('CRLF, 17 columns, Quantity, bare numbers and a padded separator', async () => {
    const reading = await ivv(RESAVED);
    const rows = rowsOf(reading, 'holding');
    assert.deepEqual(
      rows.map(({ symbol, shares, price, heldOn }) => [symbol, shares, price, heldOn]),
      [
        ['NA', 50, 10.01, day('2023-11-22')],
        ['LENB', 100, 10, day('2023-11-22')],
        ['ESZ3', 53, 4567.25, day('2023-11-22')],
      ],
    );
    assert.deepEqual(skips(reading), ['5 FOOTER', '6 FOOTER']);
  });

  test('without a footer the data ends with the file', async () => {
    const text = RESAVED.split('\r\n').slice(0, 4).join('\r\n');
    assert.equal((await ivv(text)).rows.length, 3);
  });

  test('the day of --as-of stands in for a missing preamble', async () => {
    const reading = await ivv(RESAVED, { fileName: '-', asOf: day('2023-11-21') });
    assert.equal(rowsOf(reading, 'holding')[0]?.heldOn, day('2023-11-21'));
  });

  test('a day without a session is a remark', async () => {
    const reading = await iwm(NATIVE.replace('Nov 22, 2023', 'Nov 23, 2023'));
    assert.deepEqual(
      reading.warnings.map(({ code }) => code),
      ['NOT_A_TRADING_DAY'],
    );
  });
});

describe('bad rows are kept aside', () => {
  test('a market value that is not price times shares', async () => {
    const reading = await iwm(replaced(NATIVE, '"700,000.00","37.50"', '"700,900.00","37.50"'));
    assert.ok(rejections(reading).includes('12 VALUE_MISMATCH'));
  });

  test('a currency other than the dollar', async () => {
    const reading = await iwm(replaced(NATIVE, '"NASDAQ","USD"', '"NASDAQ","CAD"'));
    assert.ok(rejections(reading).includes('12 NOT_USD'));
  });

  test('two listed rows of one ticker, both', async () => {
    const reading = await iwm(replaced(NATIVE, '"TINY"', '"TRUE"'));
    assert.deepEqual(rejections(reading).slice(-2), ['12 DUPLICATE_KEY', '13 DUPLICATE_KEY']);
  });
});

describe('refused sheets', () => {
  const refusals: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
    ['no header', () => iwm('Fund,Name\nx,y\n'), /^MISSING_COLUMN: .*lacks "Ticker"/],
    [
      'neither Shares nor Quantity',
      () => iwm(NATIVE.replace(',Shares,Price', ',Pieces,Price')),
      /^MISSING_COLUMN: .*"Shares", "Quantity"/,
    ],
    ['no day anywhere', () => ivv(RESAVED, { fileName: 'IVV.csv' }), /^NO_DATE: .*--as-of/],
    [
      'a day that differs from --as-of',
      () => iwm(NATIVE, { asOf: day('2023-11-21') }),
      /^DATE_MISMATCH: .*2023-11-22.*2023-11-21/,
    ],
    ['no index', () => iwm(NATIVE, { index: null }), /^INDEX_REQUIRED/],
    ['the index of another fund', () => iwm(NATIVE, { index: 'SPX' }), /^INDEX_MISMATCH: .*RUT/],
    [
      'weights that do not add up',
      () =>
        iwm(
          NATIVE.split('\n')
            .filter((line) => !line.startsWith('"TRUE"'))
            .join('\n'),
        ),
      /^WEIGHT_SUM: .*60 %/,
    ],
    ['half a last row', () => ivv(RESAVED.slice(0, RESAVED.indexOf('LENB') + 30)), /^TRUNCATED/],
    ['a single half cell', () => ivv(RESAVED.slice(0, RESAVED.indexOf('LENB') + 2)), /^TRUNCATED/],
    ['a cut disclaimer', () => iwm(NATIVE.slice(0, -20)), /^QUOTE_NOT_CLOSED/],
  ];
  for (const [what, reading, message] of refusals) {
    test(what, async () => {
      assert.match(refusalOf((await reading()) as Awaited<ReturnType<typeof iwm>>), message);
    });
  }
});
