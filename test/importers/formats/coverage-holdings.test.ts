import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fixture, read, refusalOf, rejections, rowsOf } from './read-format.js';

const NATIVE = fixture('ishares-holdings/IWM_native.csv');
const RESAVED = fixture('ishares-holdings/IVV_2023-11-22.csv');
const iwm = (text: string, context = {}) =>
  read('ishares-holdings', text, { fileName: 'IWM_native.csv', index: 'RUT', ...context });

/** The sheet with other words in its only row of the ticker TINY, which weighs nothing. */
function tiny(from: string, to: string): string {
  const row = NATIVE.split('\n').find((line) => line.startsWith('"TINY"')) as string;
  const changed = row.replace(from, to);
  assert.notEqual(changed, row);
  return NATIVE.replace(row, changed);
}

describe('cells of holdings that cannot be read', () => {
  const cells: readonly (readonly [string, string, string, RegExp])[] = [
    ['a market value', '"90.00","0.00"', '"ninety","0.00"', /market value/],
    ['a number of shares', '"30.00","3.00"', '"thirty","3.00"', /shares/],
    ['a price', '"30.00","3.00"', '"30.00","three"', /price/],
    ['a blank asset class', '"Equity"', '"-"', /no asset class/],
  ];
  for (const [what, from, to, detail] of cells) {
    test(what, async () => {
      const reading = await iwm(tiny(from, to));
      assert.equal(rejections(reading)[0], '13 BAD_NUMBER');
      assert.match(reading.quarantined[0]?.detail ?? '', detail);
    });
  }

  test('a blank price is that of a share without a market', async () => {
    const reading = await iwm(tiny('"30.00","3.00"', '"30.00","-"'));
    assert.equal(rejections(reading)[0], '13 NON_TRADABLE');
    assert.match(reading.quarantined[0]?.detail ?? '', /price missing, exchange "Nyse Mkt Llc"/);
  });

  test('a row with fewer cells', async () => {
    const reading = await iwm(tiny(',"1.00","USD","-"', ',"1.00"'));
    assert.equal(rejections(reading)[0], '13 FIELD_COUNT');
  });
});

describe('labels of holdings', () => {
  test('a sector that nobody knows is unknown, with a remark', async () => {
    const reading = await iwm(tiny('"Other"', '"Witchcraft"'));
    const row = rowsOf(reading, 'holding').find(({ symbol }) => symbol === 'TINY');
    assert.equal(row?.sector, null);
    assert.match(reading.warnings[0]?.message ?? '', /unknown sector in 1 rows: Witchcraft/);
  });

  test('a remark on many rows shows five examples', async () => {
    const rows = Array.from(
      { length: 6 },
      (_, k) =>
        `"W${k}","W","Craft ${k}","Equity","0","0","0","0","3","US","NYSE","USD","1","USD","-"`,
    );
    const at = NATIVE.indexOf('"TINY"');
    const reading = await iwm(`${NATIVE.slice(0, at)}${rows.join('\n')}\n${NATIVE.slice(at)}`);
    assert.equal(
      reading.warnings[0]?.message,
      'unknown sector in 6 rows: Craft 0, Craft 1, Craft 2, Craft 3, Craft 4, ...',
    );
  });

  test('the exchange of funds of bonds, and one that nobody knows', async () => {
    const exchangeOf = async (label: string) => {
      const reading = await iwm(tiny('"Nyse Mkt Llc"', `"${label}"`));
      return rowsOf(reading, 'holding').find(({ symbol }) => symbol === 'TINY')?.exchange;
    };
    assert.equal(await exchangeOf('Nyse Mkt Llc (American)'), 'AMEX');
    assert.equal(await exchangeOf('Cboe BZX'), 'BZX');
    assert.equal(await exchangeOf('Moon'), null);
  });
});

describe('the day and the fund of a sheet', () => {
  for (const text of ['2023-11-22', 'Nov 31, 2023', 'Foo 22, 2023', '-']) {
    test(`${text} is no day`, async () => {
      const reading = await iwm(NATIVE.replace('Nov 22, 2023', text));
      assert.match(refusalOf(reading), /^NO_DATE: .* which is no date/);
    });
  }

  test('a header that does not come within 40 lines is none', async () => {
    const above = (count: number) => 'Stock,"-"\n'.repeat(count);
    const context = { fileName: 'IVV_2023-11-22.csv', index: 'SPX' };
    assert.equal((await iwm(above(40) + RESAVED, context)).rows.length, 3);
    assert.match(refusalOf(await iwm(above(41) + RESAVED, context)), /^MISSING_COLUMN: .*"Ticker"/);
  });

  test('the title of a fund tells its index before the name of the file does', async () => {
    const titled = (title: string) => NATIVE.replace('iShares Russell 2000 ETF', title);
    const asked = async (title: string, index: string) =>
      refusalOf(await iwm(titled(title), { index }));
    assert.match(await asked('iShares Core S&P 500 ETF', 'RUT'), /^INDEX_MISMATCH: .*holds SPX/);
    assert.match(await asked('iShares Core S&P 500 ETF', 'SPX'), /^accepted/);
    assert.match(await asked('iShares Russell 3000 ETF', 'RUT'), /^INDEX_MISMATCH: .*holds RUA/);
    assert.match(await asked('iShares Biotechnology ETF', 'RUT'), /^accepted/);
    assert.match(await asked('iShares Biotechnology ETF', 'SPX'), /^INDEX_MISMATCH: .*holds RUT/);
  });
});
