import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const DAYS = fixture('daily-snapshot/us-daily.csv');
const LINES = fixture('daily-snapshot/us-meta.csv');
const HEADER = DAYS.split('\n')[0] as string;
const snapshot = (text: string, context = {}) => read('daily-snapshot', text, context);
const file = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;

describe('day files', () => {
  test("a row: raw close, previous close in today's basis, volume and value", async () => {
    const rows = rowsOf(await snapshot(DAYS), 'price');
    assert.deepEqual(
      rows.find((row) => row.key === 'AMCX' && row.close > 2),
      {
        symbol: 'AMCX',
        key: 'AMCX',
        tradedOn: day('2023-08-24'),
        close: 14.37,
        previousClose: 19.6,
        volume: 900_000,
        marketCap: 218_000_000,
        exchange: 'NYSE',
      },
    );
  });

  test('the basis is raw', async () => {
    assert.equal((await snapshot(DAYS)).summary?.basis, 'RAW');
  });

  test('padded symbols are trimmed, and classes and preferreds keep their marks', async () => {
    const rows = rowsOf(await snapshot(DAYS), 'price');
    assert.deepEqual(
      rows.slice(2, 4).map(({ symbol, key, close }) => [symbol, key, close]),
      [
        ['BRK/B', 'BRKB', 1350.25],
        ['AGN^A', 'AGNPRA', 25.1],
      ],
    );
  });

  test('a market value that is blank or 0 is unknown', async () => {
    const rows = rowsOf(await snapshot(DAYS), 'price');
    assert.deepEqual(
      rows.slice(2, 4).map(({ marketCap }) => marketCap),
      [null, null],
    );
  });

  test('a first day without a previous close has none, rather than 0', async () => {
    const rows = rowsOf(await snapshot(DAYS), 'price');
    assert.equal(rows.find(({ symbol }) => symbol === 'NEWCO')?.previousClose, null);
  });

  test('a Saturday is skipped with a count', async () => {
    const reading = await snapshot(DAYS);
    assert.deepEqual(skips(reading), ['9 NOT_A_TRADING_DAY']);
    assert.equal(reading.rows.length, 7);
  });

  test('bad cells are kept aside', async () => {
    const reading = await snapshot(
      file(
        '2023-08-23,,nyse,A,$0.00,0,,1,',
        '2023-08-23,,nyse,B,NaN,0,,1,',
        '2023-08-23,,nyse,C,$1.00,x,,1,',
        '2023-08-23,,nyse,D,$1.00,0,,-1,',
        '2023-08-23,,nyse,E,$1.00,0,,1,1e999',
        '2023-13-23,,nyse,F,$1.00,0,,1,',
        '2023-08-23,,nyse,,$1.00,0,,1,',
        '2023-08-23,,nyse,G,$1.00,0,,1',
        '2023-08-23,,nyse,NA,$1.00,0,,1,',
      ),
    );
    assert.deepEqual(rejections(reading), [
      '2 BAD_PRICE',
      '3 BAD_PRICE',
      '4 BAD_NUMBER',
      '5 BAD_VOLUME',
      '6 BAD_NUMBER',
      '7 BAD_DATE',
      '8 BAD_SYMBOL',
      '9 FIELD_COUNT',
    ]);
    assert.equal(reading.rows.length, 1);
  });

  test('of two listings on one day the later one is kept', async () => {
    const reading = await snapshot(
      file(
        '2023-08-22,,nyse,MOVE,$1.00,0,,1,',
        '2023-08-23,,nyse,MOVE,$1.00,0,,1,',
        '2023-08-23,,nasdaq,MOVE,$1.10,0,,9,',
        '2023-08-24,,nasdaq,MOVE,$1.20,0,,1,',
      ),
    );
    assert.deepEqual(
      rowsOf(reading, 'price').map(({ exchange, close }) => [exchange, close]),
      [
        ['NYSE', 1],
        ['NASDAQ', 1.1],
        ['NASDAQ', 1.2],
      ],
    );
    assert.deepEqual(skips(reading), ['3 OTHER_LISTING']);
    assert.deepEqual(
      reading.warnings.map(({ code }) => code),
      ['OTHER_LISTING'],
    );
  });

  test('the later listing is kept also when it stands first', async () => {
    const reading = await snapshot(
      file(
        '2023-08-22,,nyse,MOVE,$1.00,0,,1,',
        '2023-08-23,,nasdaq,MOVE,$1.10,0,,9,',
        '2023-08-23,,nyse,MOVE,$1.00,0,,1,',
      ),
    );
    assert.deepEqual(skips(reading), ['4 OTHER_LISTING']);
    assert.equal(rowsOf(reading, 'price')[1]?.exchange, 'NASDAQ');
  });

  test('two listings without a history are both kept aside', async () => {
    const reading = await snapshot(
      file('2023-08-23,,nyse,MOVE,$1.00,0,,1,', '2023-08-23,,nasdaq,MOVE,$1.10,0,,9,'),
    );
    assert.deepEqual(rejections(reading), ['2 DUPLICATE_KEY', '3 DUPLICATE_KEY']);
  });

  test('a day with fewer than half of the rows of the day before refuses the file', async () => {
    const rows = ['A', 'B', 'C'].map((symbol) => `2023-08-22,,nyse,${symbol},$1.00,0,,1,`);
    const reading = await snapshot(file(...rows, '2023-08-23,,nyse,A,$1.00,0,,1,'));
    assert.match(refusalOf(reading), /^THIN_DAY: .*2023-08-23 has 1 rows, the day before it 3/);
  });

  test('a contradiction far below its rival refuses the file, a repetition does not', async () => {
    const many = Array.from({ length: 30_000 }, (_, k) => `2023-08-23,,nyse,S${k},$1.00,0,,1,`);
    const same = await snapshot(file(...many, many[0] as string), {});
    assert.deepEqual(skips(same), ['30002 DUPLICATE_IDENTICAL']);
    const other = await snapshot(file(...many, '2023-08-23,,nyse,S0,$2.00,0,,1,'));
    assert.match(refusalOf(other), /^DUPLICATE_KEY: line 30002 says of S0 on 2023-08-23/);
  });
});

describe('the list of lines', () => {
  test('a row with commas and quotes in its name', async () => {
    const [row] = rowsOf(await snapshot(LINES), 'classification');
    assert.deepEqual(row, {
      symbol: 'AABC',
      key: 'AABC',
      asOfOn: day('2024-01-02'),
      scheme: 'SCREENER',
      name: 'Alder, Birch "AB" Corp Com',
      exchange: 'AMEX',
      sector: 'FINANCIALS',
      industry: 'Real Estate',
      country: 'United States',
    });
  });

  test('screener labels become the eleven sectors, an empty one stays unknown', async () => {
    const sectors = rowsOf(await snapshot(LINES), 'classification').map(({ sector }) => sector);
    assert.deepEqual(sectors, [
      'FINANCIALS',
      'INFORMATION_TECHNOLOGY',
      null,
      'COMMUNICATION_SERVICES',
      'UNCLASSIFIED',
    ]);
  });

  test('a label nobody knows is a remark', async () => {
    const reading = await snapshot(LINES.replace('Telecommunications', 'Witchcraft'));
    assert.match(reading.warnings[0]?.message ?? '', /unknown sector in 1 rows: Witchcraft/);
  });

  test('without last_seen the list needs --as-of', async () => {
    const text = 'symbol,name,sector,industry\nNA,Nano,Technology,x\n';
    assert.match(refusalOf(await snapshot(text)), /^NO_DATE: .*--as-of/);
    const reading = await snapshot(text, { asOf: day('2023-01-03') });
    assert.equal(rowsOf(reading, 'classification')[0]?.asOfOn, day('2023-01-03'));
  });
});
