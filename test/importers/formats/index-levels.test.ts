import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const TWO_LINES = fixture('index-levels/RUT_two-lines.csv');
const FRED = fixture('index-levels/fred.csv');
const levels = (text: string, index: string | null = 'RUT', fileName = '-') =>
  read('index-levels', text, { index, fileName });

describe('layouts', () => {
  test('two header lines: levels are rounded to cents, the second line is skipped', async () => {
    const reading = await levels(TWO_LINES);
    assert.deepEqual(rowsOf(reading, 'indexLevel'), [
      { tradedOn: day('1987-09-10'), level: 168.97 },
      { tradedOn: day('1987-09-11'), level: 170.1 },
    ]);
    assert.deepEqual(skips(reading), ['2 SECOND_HEADER']);
  });

  test('three header lines, as newer files have them', async () => {
    const text = 'Price,Close,High\nTicker,^RUT,^RUT\nDate,,\n1987-09-10,168.97,169\n';
    const reading = await levels(text);
    assert.equal(reading.rows.length, 1);
    assert.deepEqual(skips(reading), ['2 SECOND_HEADER', '3 SECOND_HEADER']);
  });

  test('one header line', async () => {
    const text = 'Date,Open,High,Low,Close,Adj Close,Volume\n1987-09-10,1,1,1,168.974,1,1\n';
    assert.deepEqual(rowsOf(await levels(text), 'indexLevel'), [
      { tradedOn: day('1987-09-10'), level: 168.97 },
    ]);
  });

  test('FRED: a blank on a holiday is skipped, never carried', async () => {
    const reading = await levels(FRED, 'SPX');
    assert.deepEqual(
      rowsOf(reading, 'indexLevel').map(({ level }) => level),
      [1864.78, 1895.58],
    );
    assert.deepEqual(skips(reading), ['3 NO_LEVEL']);
  });

  test('spellings of one index are the same index', async () => {
    for (const index of ['SPX', '^GSPC', 'gspc', 'SP500']) {
      assert.equal((await levels(FRED, index)).rows.length, 2);
    }
  });
});

describe('bad rows are kept aside', () => {
  const rows = (...lines: string[]) => levels(`${['date,Close', ...lines].join('\n')}\n`);

  test('a level of 0 or below, a word, a closed day, a bad date', async () => {
    const reading = await rows(
      '1987-09-10,0',
      '1987-09-11,-1',
      '1987-09-14,high',
      '1987-09-13,100',
      '1987-09-31,100',
    );
    assert.deepEqual(rejections(reading), [
      '2 BAD_LEVEL',
      '3 BAD_LEVEL',
      '4 BAD_LEVEL',
      '5 NOT_A_TRADING_DAY',
      '6 BAD_DATE',
    ]);
  });

  test('a move of more than 25 % in a day, in either order of the rows', async () => {
    const up = await rows('1987-09-10,100', '1987-09-11,150', '1987-09-14,101');
    assert.deepEqual(rejections(up), ['3 LEVEL_JUMP']);
    const down = await rows('1987-09-14,101', '1987-09-11,150', '1987-09-10,100');
    assert.deepEqual(rejections(down), ['3 LEVEL_JUMP']);
    const calm = await rows('1987-09-10,100', '1987-09-11,125', '1987-09-14,100');
    assert.deepEqual(rejections(calm), []);
  });

  test('two levels of one day that differ', async () => {
    const reading = await rows('1987-09-10,100', '1987-09-11,101', '1987-09-10,102');
    assert.deepEqual(rejections(reading), ['2 DUPLICATE_KEY', '4 DUPLICATE_KEY']);
  });
});

describe('refused files', () => {
  const refusals: readonly (readonly [string, () => ReturnType<typeof levels>, RegExp])[] = [
    ['no index', () => levels(TWO_LINES, null), /^INDEX_REQUIRED: .*--index/],
    ['another index in the second line', () => levels(TWO_LINES, 'SPX'), /^INDEX_MISMATCH: .*RUT/],
    ['another index in the header', () => levels(FRED), /^INDEX_MISMATCH: .*"SP500".*RUT/],
    [
      'another index in the name',
      () => levels('date,Close\n', 'RUT', 'GSPC_2023.csv'),
      /^INDEX_MISMATCH: .*SPX/,
    ],
    ['many symbols', () => levels('symbol,date,close\n'), /^MISSING_COLUMN|^WRONG_FORMAT/],
    ['a FINRA file', () => levels('symbolCode|currentShortPositionQuantity\n'), /finra/],
    ['half a last row', () => levels(TWO_LINES.slice(0, -60)), /^TRUNCATED/],
  ];
  for (const [what, reading, message] of refusals) {
    test(what, async () => assert.match(refusalOf(await reading()), message));
  }
});
