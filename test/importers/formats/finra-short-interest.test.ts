import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const TEXT = fixture('finra-short-interest/shrt20230915.csv');
const [HEADER, ...ROWS] = TEXT.trimEnd().split('\n') as [string, ...string[]];
const FIRST = ROWS[0] as string;
const file = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const finra = (text: string, fileName = 'shrt20230915.csv') =>
  read('finra-short-interest', text, { fileName });

describe('rows of the published file', () => {
  test('every row is accepted and the sums are those of the accepted rows', async () => {
    const reading = await finra(TEXT);
    assert.equal(reading.rows.length, 10);
    assert.deepEqual(rejections(reading), []);
    assert.deepEqual(reading.warnings, []);
    assert.deepEqual(reading.summary, {
      sourceCode: 'FINRA_SHORT_INTEREST',
      basis: null,
      sums: { shares: 9_785_846, previousShares: 10_752_251, averageDailyVolume: 1_567_300 },
    });
  });

  test('a row says what its columns say', async () => {
    const [row] = rowsOf(await finra(TEXT), 'shortInterest');
    assert.deepEqual(row, {
      symbol: 'ALDB',
      key: 'ALDB',
      settledOn: day('2023-09-15'),
      name: 'Alder Bank Inc.',
      exchange: 'NYSE',
      shares: 3_000_000,
      previousShares: 2_500_000,
      averageDailyVolume: 1_200_000,
      isSplit: false,
      isRevised: false,
    });
  });

  test('NA, NAN and TRUE are tickers', async () => {
    const symbols = rowsOf(await finra(TEXT), 'shortInterest').map(({ symbol }) => symbol);
    assert.deepEqual(
      symbols.filter((symbol) => ['NA', 'NAN', 'TRUE'].includes(symbol)),
      ['NA', 'NAN', 'TRUE'],
    );
  });

  test('quotes and commas in a name are letters', async () => {
    const names = rowsOf(await finra(TEXT), 'shortInterest').map(({ name }) => name);
    assert.ok(names.includes('ELDERS "Dogs of the Dow" Tot'));
    assert.ok(names.includes('Zeta, Inc. Common Stock'));
  });

  test('S marks a split and R a restated previous figure', async () => {
    const rows = rowsOf(await finra(TEXT), 'shortInterest');
    assert.deepEqual(
      rows.filter((row) => row.isSplit).map(({ symbol }) => symbol),
      ['SPLT'],
    );
    assert.deepEqual(
      rows.filter((row) => row.isRevised).map(({ symbol }) => symbol),
      ['REVD'],
    );
  });

  test('the exchange comes from the market class', async () => {
    const rows = rowsOf(await finra(TEXT), 'shortInterest');
    assert.deepEqual(
      rows.map(({ exchange }) => exchange),
      ['NYSE', 'NASDAQ', 'NASDAQ', 'IEX', 'OTC', 'ARCA', 'BZX', 'NYSE', 'NASDAQ', 'AMEX'],
    );
  });

  test('the comma-separated export reads alike, with and without quotes', async () => {
    const quoted = TEXT.trimEnd()
      .split('\n')
      .map((line) =>
        line
          .split('|')
          .map((field) => (field === '' ? '' : `"${field.replaceAll('"', '""')}"`))
          .join(','),
      );
    const plain = TEXT.replaceAll(', ', ' ').replaceAll('|', ',');
    const expected = (await finra(TEXT)).rows;
    assert.deepEqual((await finra(quoted.join('\n'))).rows, expected);
    const names = rowsOf(await finra(plain), 'shortInterest').map(({ name }) => name);
    assert.ok(names.includes('ELDERS "Dogs of the Dow" Tot'));
  });

  test('CRLF and a byte order mark change nothing', async () => {
    const crlf = `\ufeff${TEXT.replaceAll('\n', '\r\n')}`;
    assert.deepEqual((await finra(crlf)).rows, (await finra(TEXT)).rows);
  });

  test('a market class nobody knows leaves the exchange open, with a remark', async () => {
    const reading = await finra(file(FIRST.replace('|NYSE|', '|MOON|')));
    assert.equal(rowsOf(reading, 'shortInterest')[0]?.exchange, null);
    assert.deepEqual(
      reading.warnings.map(({ code }) => code),
      ['UNKNOWN_MARKET'],
    );
  });

  test('days to cover off the rule are a remark; half a hundredth rounds up', async () => {
    const half = '20230915|HALF|x|A|NYSE|1005|5||1000|1.01||20000.00|1000|2023-09-15';
    assert.deepEqual((await finra(file(half))).warnings, []);
    const reading = await finra(file(FIRST.replace('|2.50|', '|2.49|')));
    assert.equal(reading.rows.length, 1);
    assert.deepEqual(
      reading.warnings.map(({ code }) => code),
      ['DAYS_TO_COVER'],
    );
  });
});

describe('bad rows are kept aside', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    [
      'a change that is not the difference',
      FIRST.replace('|500000|', '|500001|'),
      'CHANGE_MISMATCH',
    ],
    ['a negative quantity', FIRST.replace('|3000000|', '|-3000000|'), 'BAD_NUMBER'],
    ['a fraction', FIRST.replace('|1200000|', '|1200000.5|'), 'BAD_NUMBER'],
    ['an exponent', FIRST.replace('|3000000|', '|3e6|'), 'BAD_NUMBER'],
    ['an empty quantity', FIRST.replace('|3000000|', '||'), 'BAD_NUMBER'],
    ['a symbol with a dot', FIRST.replace('|ALDB|', '|AL.B|'), 'BAD_SYMBOL'],
    ['a foreign split flag', FIRST.replace('||1200000|', '|X|1200000|'), 'BAD_FLAG'],
    ['13 fields', FIRST.replace('|NYSE|', '|'), 'FIELD_COUNT'],
    ['a date that is none', FIRST.replace('2023-09-15', '2023-02-30'), 'BAD_DATE'],
  ];
  for (const [what, row, reason] of bad) {
    test(what, async () => {
      const reading = await finra(file(row, ROWS[1] as string));
      assert.deepEqual(rejections(reading), [`2 ${reason}`]);
      assert.equal(reading.quarantined[0]?.raw, row);
      assert.equal(reading.rows.length, 1);
    });
  }

  test('the same row twice collapses', async () => {
    const reading = await finra(file(FIRST, ROWS[1] as string, FIRST));
    assert.equal(reading.rows.length, 2);
    assert.deepEqual(skips(reading), ['4 DUPLICATE_IDENTICAL']);
  });

  test('two rows of a symbol that differ are both kept aside', async () => {
    const other = '20230915|ALDB|Alder|A|NYSE|5|4||1|5.00||25.00|1|2023-09-15';
    const reading = await finra(file(FIRST, ROWS[1] as string, other));
    assert.deepEqual(rejections(reading), ['2 DUPLICATE_KEY', '4 DUPLICATE_KEY']);
    assert.equal(reading.rows.length, 1);
  });
});

describe('refused files', () => {
  test('a header without a column', async () => {
    const reading = await finra(TEXT.replace('revisionFlag|', ''));
    assert.match(refusalOf(reading), /^MISSING_COLUMN: .*lacks "revisionflag"/);
  });

  test('a price file is named as what it is', async () => {
    const reading = await finra('Date,Open,High,Low,Close,Adj Close,Volume\n');
    assert.match(refusalOf(reading), /^WRONG_FORMAT: not a FINRA .* looks like .*import prices/);
  });

  test('half a last line, with and without its line end', async () => {
    const cut = file(FIRST, '20230915|AA|Alcoa');
    for (const text of [cut, cut.trimEnd()]) {
      assert.match(refusalOf(await finra(text)), /^TRUNCATED: .*3 fields instead of 14/);
    }
  });

  test('a last line whose date is cut off', async () => {
    const reading = await finra(file(FIRST, (ROWS[1] as string).slice(0, -2)).trimEnd());
    assert.match(refusalOf(reading), /^TRUNCATED/);
  });

  test('two settlements in one file', async () => {
    const other = (ROWS[1] as string)
      .replace('2023-09-15', '2023-08-31')
      .replace('20230915', '20230831');
    assert.match(refusalOf(await finra(file(FIRST, other))), /^MIXED_DATES: line 3/);
  });

  test('a date that differs from the first column', async () => {
    const row = FIRST.replace('20230915', '20230914');
    assert.match(refusalOf(await finra(file(row))), /^MIXED_DATES/);
  });

  test('a date that differs from the file name', async () => {
    const reading = await finra(TEXT, 'shrt20230831.csv');
    assert.match(refusalOf(reading), /^MIXED_DATES: .*its name says 20230831/);
  });

  test('an accounting month is accepted with a remark', async () => {
    const reading = await finra(file(FIRST.replace('20230915|', '202309|')));
    assert.equal(reading.rows.length, 1);
    assert.deepEqual(
      reading.warnings.map(({ code }) => code),
      ['SHORT_DATE'],
    );
  });
});
