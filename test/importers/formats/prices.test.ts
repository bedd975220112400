import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const YAHOO_HEADER = 'Date,Open,High,Low,Close,Adj Close,Volume';
const prices = (text: string, context = {}) => read('prices', text, context);
const one = (...rows: string[]) =>
  prices(`${[YAHOO_HEADER, ...rows].join('\n')}\n`, { fileName: 'NA.csv' });

describe('Yahoo', () => {
  test('the close is read, not the adjusted one; the file name is the symbol', async () => {
    const reading = await prices(fixture('prices/TRUE.csv'), { fileName: 'TRUE.csv' });
    assert.deepEqual(rowsOf(reading, 'price')[0], {
      symbol: 'TRUE',
      key: 'TRUE',
      tradedOn: day('2003-07-22'),
      close: 0.5,
      previousClose: null,
      volume: 1000,
      marketCap: null,
      exchange: null,
    });
    assert.equal(reading.summary?.sourceCode, 'YAHOO_PRICES');
    assert.equal(reading.summary?.basis, 'SPLIT');
  });

  test('null rows are skipped; volume 0, open 0 and no final newline are legal', async () => {
    const reading = await prices(fixture('prices/TRUE.csv'), { fileName: 'TRUE.csv' });
    assert.deepEqual(skips(reading), ['4 NO_TRADE']);
    assert.deepEqual(rejections(reading), []);
    assert.equal(rowsOf(reading, 'price')[2]?.volume, 0);
  });

  test('many symbols in one file, NA, NAN and TRUE among them', async () => {
    const reading = await prices(fixture('prices/bulk.csv'), { fileName: 'us-all_2023.csv' });
    const symbols = new Set(rowsOf(reading, 'price').map(({ symbol }) => symbol));
    assert.deepEqual([...symbols], ['NA', 'NAN', 'TRUE']);
    assert.deepEqual(rejections(reading), ['8 NOT_A_TRADING_DAY', '9 BAD_PRICE']);
  });

  test('a move of more than tenfold stays, with a remark', async () => {
    const reading = await prices(fixture('prices/bulk.csv'), { fileName: 'us-all_2023.csv' });
    assert.deepEqual(
      reading.warnings.map(({ code, message }) => `${code} ${message}`),
      ['SUSPECT_PRICE 1 closes move more than tenfold in a day without a split: NA 2023-06-09'],
    );
  });

  test('a blank volume is unknown, not 0', async () => {
    const reading = await prices(fixture('prices/bulk.csv'), { fileName: 'us-all_2023.csv' });
    const nan = rowsOf(reading, 'price').filter(({ symbol }) => symbol === 'NAN');
    assert.deepEqual(
      nan.map(({ volume }) => volume),
      [200, null],
    );
  });

  test('a close more than half a per cent outside its range is a bad tick', async () => {
    const reading = await one(
      '2023-06-08,10,10,9,10.04,10,1',
      '2023-06-09,10,10,9,10.06,10,1',
      '2023-06-12,10,10,9,8.955,10,1',
      '2023-06-13,10,10,9,8.95,10,1',
    );
    assert.deepEqual(rejections(reading), ['3 CLOSE_OUTSIDE_RANGE', '5 CLOSE_OUTSIDE_RANGE']);
  });

  test('a negative volume, a word for a price and a date that is none are kept aside', async () => {
    const reading = await one(
      '2023-06-08,10,10,9,10,10,-1',
      '2023-06-09,10,10,9,ten,10,1',
      '2023-02-29,10,10,9,10,10,1',
      '2023-06-12,10,10,9,Infinity,10,1',
    );
    assert.deepEqual(rejections(reading), [
      '2 BAD_VOLUME',
      '3 BAD_PRICE',
      '4 BAD_DATE',
      '5 BAD_PRICE',
    ]);
  });

  test('two rows of a day that differ are both kept aside, equal ones collapse', async () => {
    const reading = await one(
      '2023-06-08,10,10,9,10,10,1',
      '2023-06-09,10,10,9,10,10,1',
      '2023-06-08,10,10,9,9.5,10,1',
      '2023-06-09,10,10,9,10,10,1',
    );
    assert.deepEqual(rejections(reading), ['2 DUPLICATE_KEY', '4 DUPLICATE_KEY']);
    assert.deepEqual(skips(reading), ['5 DUPLICATE_IDENTICAL']);
  });

  test('history: splits and dividends become actions, in shares of their day', async () => {
    const reading = await prices(fixture('prices/history.csv'), { symbol: 'AAPX' });
    assert.deepEqual(
      rowsOf(reading, 'corporateAction').map((a) => [a.kind, a.effectiveOn, a.ratio, a.amount]),
      [
        ['DIVIDEND', day('2020-08-28'), null, 1],
        ['SPLIT', day('2020-08-31'), 4, null],
        ['DIVIDEND', day('2020-09-01'), null, 0.1],
      ],
    );
    assert.equal(reading.rows.length, 3);
    assert.equal(reading.further.length, 3);
    assert.equal(reading.summary?.basis, 'SPLIT_AND_DIVIDEND');
  });
});

describe('other vendors', () => {
  test('Nasdaq: newest first, dollar signs, thousands, N/A, padded file name', async () => {
    const context = { fileName: 'ECC           .csv' };
    const reading = await prices(fixture('prices/nasdaq.csv'), context);
    assert.deepEqual(
      rowsOf(reading, 'price').map(({ symbol, tradedOn, close, volume }) => [
        symbol,
        tradedOn,
        close,
        volume,
      ]),
      [
        ['ECC', day('2024-03-01'), 12.12, 1_094_330],
        ['ECC', day('2024-02-29'), 2218.1146, null],
      ],
    );
    assert.equal(reading.summary?.basis, 'SPLIT');
  });

  test('Stooq: angle brackets, .US, compact dates, fractional volumes', async () => {
    const reading = await prices(fixture('prices/stooq.txt'), { fileName: 'bf-b.us.txt' });
    const [row] = rowsOf(reading, 'price');
    assert.deepEqual(
      [row?.symbol, row?.key, row?.tradedOn, row?.close, row?.volume],
      ['BF-B', 'BFB', day('1987-11-05'), 0.77864, 177_807.20837043],
    );
    assert.equal(reading.summary?.basis, 'SPLIT_AND_DIVIDEND');
  });

  test('Stooq: bars that are not daily refuse the file', async () => {
    const reading = await prices(fixture('prices/stooq.txt').replaceAll(',D,', ',60,'));
    assert.match(refusalOf(reading), /^NOT_DAILY: .*"60"/);
  });

  test('Stooq: a symbol of another country is kept aside', async () => {
    const reading = await prices(fixture('prices/stooq.txt').replace('BF-B.US', 'BF-B.UK'));
    assert.deepEqual(rejections(reading), ['2 BAD_SYMBOL']);
  });

  for (const [vendor, path] of [
    ['Tiingo', 'prices/tiingo.csv'],
    ['Alpha Vantage', 'prices/alpha-vantage.csv'],
  ] as const) {
    test(`${vendor}: raw closes, with the split and the raw dividend beside them`, async () => {
      const reading = await prices(fixture(path), { symbol: 'na' });
      const rows = rowsOf(reading, 'price').sort((a, b) => a.tradedOn - b.tradedOn);
      assert.deepEqual(
        rows.map(({ symbol, close }) => [symbol, close]),
        [
          ['NA', 100],
          ['NA', 50.5],
        ],
      );
      const actions = rowsOf(reading, 'corporateAction').sort(
        (a, b) => a.effectiveOn - b.effectiveOn,
      );
      assert.deepEqual(
        actions.map(({ kind, effectiveOn, ratio, amount }) => [kind, effectiveOn, ratio, amount]),
        [
          ['DIVIDEND', day('2024-01-02'), null, 0.25],
          ['SPLIT', day('2024-01-03'), 2, null],
        ],
      );
      assert.equal(reading.summary?.basis, 'RAW');
    });
  }

  test('Alpha Vantage: weekly bars refuse the file', async () => {
    const text = 'timestamp,open,high,low,close,adjusted close,volume,dividend amount\n';
    assert.match(refusalOf(await prices(text, { symbol: 'NA' })), /^NOT_DAILY/);
  });

  test('Polygon: nanoseconds become the New York date in summer and winter', async () => {
    const reading = await prices(fixture('prices/polygon.csv'));
    assert.deepEqual(
      rowsOf(reading, 'price').map(({ key, tradedOn, volume }) => [key, tradedOn, volume]),
      [
        ['BRKB', day('2025-04-15'), 4930.5],
        ['NA', day('2025-01-10'), 100],
      ],
    );
  });

  test('an unknown layout is read when its basis is given', async () => {
    const text = 'symbol,date,close\nNA,2024-01-02,1.5\n';
    assert.match(refusalOf(await prices(text)), /^BASIS_REQUIRED: .*--basis/);
    const reading = await prices(text, { basis: 'RAW' });
    assert.equal(rowsOf(reading, 'price')[0]?.close, 1.5);
    assert.equal(reading.summary?.basis, 'RAW');
  });
});

describe('refused files', () => {
  const refusals: readonly (readonly [string, string, object, RegExp])[] = [
    ['an empty file', '', {}, /^EMPTY_FILE: the file is empty$/],
    ['no symbol', `${YAHOO_HEADER}\n2024-01-02,1,1,1,1,1,1\n`, {}, /^SYMBOL_REQUIRED: .*--symbol/],
    [
      'a name that is no symbol',
      `${YAHOO_HEADER}\n2024-01-02,1,1,1,1,1,1\n`,
      { fileName: 'prices_2024.csv' },
      /^SYMBOL_REQUIRED/,
    ],
    [
      'a FINRA file',
      fixture('finra-short-interest/shrt20230915.csv'),
      {},
      /^WRONG_FORMAT: not a price file: the header lacks "Date", "Close"; .*finra-short-interest/,
    ],
    ['half a last row', `${YAHOO_HEADER}\n2024-01-02,1,1,1`, { symbol: 'NA' }, /^TRUNCATED/],
    [
      'an error in JSON',
      '{"Error Message": "Invalid API call"}',
      { symbol: 'NA' },
      /^WRONG_FORMAT: a JSON document, .*Invalid API call/,
    ],
  ];
  for (const [what, text, context, message] of refusals) {
    test(what, async () => assert.match(refusalOf(await prices(text, context)), message));
  }
});
