import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const actions = (text: string, context = {}) => read('corporate-actions', text, context);
const DIVIDENDS = 'ticker,cash_amount,ex_dividend_date,dividend_type';

describe('bad rows of vendors', () => {
  test('a Yahoo split without a ratio', async () => {
    const text = 'Date,Stock Splits\n2020-08-31,4:\n2014-06-09,7:1\n';
    const reading = await actions(text, { symbol: 'NA' });
    assert.deepEqual(rejections(reading), ['2 BAD_RATIO']);
    assert.equal(reading.rows.length, 1);
  });

  test('a Yahoo dividend of nothing, and one on no day', async () => {
    const text = 'Date,Dividends\n2017-08-11,0\n2017-02-30,1\n2017-11-10,0.5\n';
    const reading = await actions(text, { symbol: 'NA' });
    assert.deepEqual(rejections(reading), ['2 BAD_NUMBER', '3 BAD_DATE']);
    assert.equal(rowsOf(reading, 'corporateAction')[0]?.amount, 0.5);
  });

  test('a Polygon dividend without an amount, and one of nobody', async () => {
    const text = `${DIVIDENDS}\nNA,,2023-08-24,CD\n,1,2023-08-24,CD\nNA,2,2023-08-24,CD\n`;
    const reading = await actions(text);
    assert.deepEqual(rejections(reading), ['2 BAD_NUMBER', '3 BAD_SYMBOL']);
    assert.equal(rowsOf(reading, 'corporateAction')[0]?.amount, 2);
  });

  test('a third payment does not join two that contradict each other', async () => {
    const rows = ['NA,1,2023-08-24,CD', 'NA,2,2023-08-24,CD', 'NA,3,2023-08-24,SC'];
    const reading = await actions(`${[DIVIDENDS, ...rows].join('\n')}\n`);
    assert.deepEqual(rejections(reading), [
      '2 DUPLICATE_KEY',
      '3 DUPLICATE_KEY',
      '4 DUPLICATE_KEY',
    ]);
    assert.equal(reading.rows.length, 0);
  });
});

describe('LEAN factor files', () => {
  const factors = (...rows: string[]) =>
    actions(rows.join('\n'), { fileName: 'factor_files_aapl.csv' });

  test('the symbol must be given where the name of the file has none', async () => {
    const reading = await actions('19980102,0.9,1,1\n', { fileName: 'factors (1).csv' });
    assert.match(refusalOf(reading), /^SYMBOL_REQUIRED: .*--symbol/);
  });

  test('a date that does not ascend and a factor of 0 are kept aside', async () => {
    const reading = await factors(
      '20200102,0.9,0.5,10',
      '20200102,0.9,0.5,10',
      '20201301,0.9,0.5,10',
      '20200106,0,0.5,10',
      '20501231,0.9,1,0\n',
    );
    assert.deepEqual(rejections(reading), ['2 BAD_DATE', '3 BAD_DATE', '4 BAD_NUMBER']);
    assert.deepEqual(
      rowsOf(reading, 'corporateAction').map(({ effectiveOn, ratio }) => [effectiveOn, ratio]),
      [[day('2020-01-03'), 2]],
    );
  });

  test('a split and a dividend on one day come from one line', async () => {
    const reading = await factors('20200102,0.9,0.5,10', '20501231,1,1,0\n');
    assert.deepEqual(
      [reading.rows, reading.further].map((part) => part.map(({ line }) => line)),
      [[1], [1]],
    );
    assert.deepEqual(
      rowsOf(reading, 'corporateAction').map(({ kind, ratio, amount }) => [kind, ratio, amount]),
      [
        ['SPLIT', 2, null],
        ['DIVIDEND', null, 1],
      ],
    );
    assert.equal(reading.summary?.sums.actions, 2);
  });

  test('a ratio that is no fraction of small numbers keeps seven decimals', async () => {
    const reading = await factors('20200102,1,0.5,10', '20501231,1,0.617283945,0\n');
    assert.equal(rowsOf(reading, 'corporateAction')[0]?.ratio, 1.2345679);
  });
});

describe('LEAN map files', () => {
  test('a date that does not ascend and a blank ticker are kept aside', async () => {
    const reading = await actions('20100104,old,N\n20100104,new,N\n20110103,,N\n20501231,new,N\n');
    assert.deepEqual(rejections(reading), ['2 BAD_DATE', '3 BAD_SYMBOL']);
    const [rename] = rowsOf(reading, 'corporateAction');
    assert.deepEqual(
      [rename?.symbol, rename?.newSymbol, rename?.effectiveOn],
      ['OLD', 'NEW', day('2010-01-05')],
    );
  });

  test('without a readable row nothing ends', async () => {
    const reading = await actions('20101301,old,N\n');
    assert.deepEqual(rejections(reading), ['1 BAD_DATE']);
    assert.deepEqual([reading.rows, skips(reading)], [[], []]);
  });
});

test('a column that stands twice in the header refuses the file', async () => {
  const reading = await actions('symbol,date,action,date\nA,2023-03-28,SPLIT,x\n');
  assert.match(refusalOf(reading), /^DUPLICATE_COLUMN: .*"date" twice/);
});
