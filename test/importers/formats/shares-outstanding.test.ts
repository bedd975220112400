import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const shares = (text: string, context = {}) => read('shares-outstanding', text, context);

describe('tables', () => {
  test('a row, with thousands and without a net asset value', async () => {
    const reading = await shares(fixture('shares-outstanding/shares_history.csv'));
    assert.deepEqual(rowsOf(reading, 'shareCount'), [
      {
        symbol: 'EWX',
        key: 'EWX',
        asOfOn: day('2025-07-01'),
        knownOn: null,
        sharesOutstanding: 204_000_000,
        floatShares: null,
      },
      {
        symbol: 'EWX',
        key: 'EWX',
        asOfOn: day('2026-04-30'),
        knownOn: null,
        sharesOutstanding: 291_800_000,
        floatShares: null,
      },
    ]);
  });

  test('float and the day of publication where the table has them', async () => {
    const text =
      'symbol,date,shares_outstanding,float_shares,known_on\nNA,2023-01-20,,900,2023-02-01\n';
    const [row] = rowsOf(await shares(text), 'shareCount');
    assert.deepEqual(
      [row?.sharesOutstanding, row?.floatShares, row?.knownOn],
      [null, 900, day('2023-02-01')],
    );
  });

  test('no count, a count of 0, a publication before the date', async () => {
    const reading = await shares(
      'symbol,date,shares_outstanding,known_on\nA,2023-01-20,,\nB,2023-01-20,0,\n' +
        'C,2023-01-20,5,2023-01-19\nD,2023-01-20,5,never\n',
    );
    assert.deepEqual(rejections(reading), [
      '2 MISSING_VALUE',
      '3 BAD_NUMBER',
      '4 DATE_AFTER_FILING',
      '5 BAD_DATE',
    ]);
  });

  test('a table without a symbol is refused', async () => {
    const reading = await shares('date,shares_outstanding\n');
    assert.match(refusalOf(reading), /^MISSING_COLUMN: .*"ticker"/);
  });
});

describe('SEC company facts', () => {
  test('classes of a filing add up, repetitions collapse, bad dates are kept aside', async () => {
    const reading = await shares(fixture('shares-outstanding/CIK.json'), { symbol: 'aldb' });
    assert.deepEqual(
      rowsOf(reading, 'shareCount').map((row) => [
        row.symbol,
        row.asOfOn,
        row.knownOn,
        row.sharesOutstanding,
      ]),
      [
        ['ALDB', day('2023-01-20'), day('2023-02-01'), 1500],
        ['ALDB', day('2023-04-20'), day('2023-05-01'), 1600],
      ],
    );
    assert.deepEqual(skips(reading), ['2 MERGED', '4 DUPLICATE_IDENTICAL']);
    assert.deepEqual(rejections(reading), ['5 DATE_AFTER_FILING']);
  });

  test('the symbol must be given', async () => {
    const context = { fileName: 'CIK0000000001.json' };
    const reading = await shares(fixture('shares-outstanding/CIK.json'), context);
    assert.match(refusalOf(reading), /^SYMBOL_REQUIRED: .*--symbol/);
  });

  test('a document cut short and one of another shape are refused', async () => {
    const text = fixture('shares-outstanding/CIK.json');
    assert.match(
      refusalOf(await shares(text.slice(0, 300), { symbol: 'A' })),
      /^BAD_JSON: .*cut short/,
    );
    assert.match(refusalOf(await shares('{"facts":{}}', { symbol: 'A' })), /^BAD_JSON: .*no list/);
  });
});
