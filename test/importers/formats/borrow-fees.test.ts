import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf } from './read-format.js';

const fees = (text: string) => read('borrow-fees', text);

describe('borrow fees', () => {
  test('are yearly ratios', async () => {
    const reading = await fees(fixture('borrow-fees/fees.csv'));
    assert.deepEqual(rowsOf(reading, 'borrowFee'), [
      { symbol: 'QQZA', key: 'QQZA', effectiveOn: day('2023-08-01'), fee: 0.003 },
      { symbol: 'QQZ.B', key: 'QQZB', effectiveOn: day('2023-08-15'), fee: 0.85 },
    ]);
    assert.deepEqual(reading.warnings, []);
  });

  for (const name of ['fee %', 'Fee (%)', 'borrow_fee_pct', 'rate in percent', 'fee_rate(%)']) {
    test(`are per cent where the header says so: ${name}`, async () => {
      const [row] = rowsOf(await fees(`date,${name},ticker\n2023-08-01,85,na\n`), 'borrowFee');
      assert.deepEqual([row?.symbol, row?.fee], ['NA', 0.85]);
    });
  }

  for (const name of ['fee', 'Borrow Fee', 'rate', 'fee rate']) {
    test(`are ratios under the name ${name}`, async () => {
      const [row] = rowsOf(await fees(`symbol,date,${name}\nNA,2023-08-01,0.5\n`), 'borrowFee');
      assert.equal(row?.fee, 0.5);
    });
  }

  test('a ratio above ten is a per cent, and is kept aside', async () => {
    const reading = await fees('symbol,date,fee\nA,2023-08-01,10\nB,2023-08-01,10.1\n');
    assert.deepEqual(rejections(reading), ['3 BAD_FEE']);
    assert.equal(
      reading.quarantined[0]?.detail,
      '10.1 is no ratio; a per cent needs a header that says %',
    );
  });

  test('rows that are no fee are kept aside', async () => {
    const rows = [
      'A,2023-08-01,-0.1',
      'B,2023-08-01,',
      'C,2023-08-01,35%',
      'D,2023-02-29,0.1',
      ',2023-08-01,0.1',
      'E,2023-08-01,0.1',
      'e,2023-08-01,0.2',
      'F,2023-08-01,0',
    ];
    const reading = await fees(`symbol,date,fee\n${rows.join('\n')}\n`);
    assert.deepEqual(rejections(reading), [
      '2 BAD_FEE',
      '3 BAD_FEE',
      '4 BAD_FEE',
      '5 BAD_DATE',
      '6 BAD_SYMBOL',
      '7 DUPLICATE_KEY',
      '8 DUPLICATE_KEY',
    ]);
    assert.equal(reading.rows.length, 1);
  });

  test('a header without one of the columns is told what it lacks', async () => {
    const lacks: [string, string][] = [
      ['date,fee', '"symbol"'],
      ['symbol,fee', '"date"'],
      ['symbol,date,cost', '"fee"'],
    ];
    for (const [header, lack] of lacks) {
      const reading = await fees(`${header}\nx,y,z\n`);
      assert.ok(refusalOf(reading).includes(`the header lacks ${lack}`), refusalOf(reading));
    }
  });

  test('other columns are listed', async () => {
    const reading = await fees('symbol,date,fee,source\nA,2023-08-01,0.1,desk\n');
    assert.deepEqual(reading.warnings, [
      { code: 'IGNORED_COLUMNS', message: 'columns not read: source' },
    ]);
  });
});
