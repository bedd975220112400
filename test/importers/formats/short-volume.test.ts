import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const FILE = fixture('short-volume/CNMSshvol20230908.txt');
const [HEADER = '', ...LINES] = FILE.trimEnd().split('\n');
const ROWS = LINES.slice(0, -1);

const volume = (text: string, fileName = '-') => read('short-volume', text, { fileName });
const file = (rows: readonly string[]) => `${[HEADER, ...rows, rows.length].join('\n')}\n`;

describe('daily short volume', () => {
  test('a row as it is stored, fractions and all', async () => {
    const reading = await volume(FILE, 'CNMSshvol20230908.txt');
    assert.equal(refusalOf(reading), 'accepted 3 rows');
    assert.deepEqual(rowsOf(reading, 'shortVolume')[1], {
      symbol: 'QQZ.B',
      key: 'QQZB',
      tradedOn: day('2023-09-08'),
      shortVolume: 2_551_427.692872,
      exemptVolume: 67_707.20854,
      totalVolume: 4_489_378.15346,
      markets: 'B,Q,N',
    });
    assert.deepEqual(skips(reading), ['5 TRAILER']);
  });

  test('class and preferred shares have the key of short interest', async () => {
    const symbols = ['BRK B', 'BRK.C', 'BRK/D', 'NA', 'TRUE', 'ABRpD', 'ACpA', 'AAC/WS'];
    const reading = await volume(file(symbols.map((it) => `20230908|${it}|1|0|2|Q`)));
    assert.deepEqual(
      rowsOf(reading, 'shortVolume').map(({ key }) => key),
      ['BRKB', 'BRKC', 'BRKD', 'NA', 'TRUE', 'ABRPRD', 'ACPRA', 'AACWS'],
    );
  });

  test('spaced names and CRLF, without a count at the end', async () => {
    const header = 'Date|Symbol|Short Volume|Short Exempt Volume|Total Volume|Market Center';
    const reading = await volume(`${[header, ...ROWS].join('\r\n')}\r\n`);
    const published = await volume(FILE);
    assert.deepEqual(rowsOf(reading, 'shortVolume'), rowsOf(published, 'shortVolume'));
    assert.deepEqual(reading.warnings, []);
  });

  test('the layout of before 2011 has no exempt volume, and says so with null', async () => {
    const header = 'Date|Symbol|ShortVolume|TotalVolume|Market';
    const reading = await volume(`${header}\n20100104|QQZA|5|9|Q\n1\n`);
    assert.equal(rowsOf(reading, 'shortVolume')[0]?.exemptVolume, null);
  });

  test('a row of totals ends some copies', async () => {
    for (const total of ['Total|3|2551477|67709|4489478|', '20230908|Total|2551477|0|4489478|']) {
      const reading = await volume(`${[HEADER, ...ROWS, total].join('\n')}\n`);
      assert.equal(refusalOf(reading), 'accepted 3 rows');
      assert.deepEqual(skips(reading), ['5 TRAILER']);
      const counted = await volume(`${[HEADER, ...ROWS, total, '4'].join('\n')}\n`);
      assert.equal(refusalOf(counted), 'accepted 3 rows');
    }
  });

  for (const [what, text, expected] of [
    [
      'a wrong count',
      FILE.replace(/3\n$/, '30\n'),
      'TRAILER_MISMATCH: the trailer counts 30 rows, and there are 3',
    ],
    [
      'a published file without its count',
      `${[HEADER, ...ROWS].join('\n')}\n`,
      'TRUNCATED: the file is cut short: it does not end with the number of its rows',
    ],
    [
      'a row behind the count',
      `${FILE}${ROWS[0]}\n`,
      'TRAILER_MISMATCH: line 6 stands behind the trailer',
    ],
  ] as const) {
    test(`${what} refuses the file`, async () => {
      assert.equal(refusalOf(await volume(text)), expected);
    });
  }

  test('the name must say the day of the rows', async () => {
    assert.equal(
      refusalOf(await volume(FILE, 'CNMSshvol20230907.txt')),
      'MIXED_DATES: line 2 is of 2023-09-08, but the name says 2023-09-07',
    );
  });

  test('a file of one facility would stand for all of them, and is refused', async () => {
    assert.equal(
      refusalOf(await volume(FILE, 'FNSQshvol20230908.txt')),
      'FACILITY_FILE: the file is of facility FNSQ alone; import the consolidated CNMS file',
    );
  });

  test('two volumes of a symbol and day are kept aside, one row twice is one', async () => {
    const rows = ['20230908|BRK B|1|0|2|Q', '20230908|BRK/B|1|0|3|Q', '20230908|A|1|0|2|Q'];
    const reading = await volume(file([...rows, rows[2] as string]));
    assert.deepEqual(rejections(reading), ['2 DUPLICATE_KEY', '3 DUPLICATE_KEY']);
    assert.match(reading.quarantined[0]?.detail ?? '', /BRK\.B on 2023-09-08/);
    assert.deepEqual(skips(reading), ['5 DUPLICATE_IDENTICAL', '6 TRAILER']);
  });

  test('volumes must be numbers, each within the next', async () => {
    const rows = [
      '20230908|A|-1|0|100|Q',
      '20230908|B|1e999|0|100|Q',
      '20230908|C|101|0|100|Q',
      '20230908|D|50|51|100|Q',
      '20230908|E|100|100|100|Q',
      '20230909|F|1|0|2|Q',
      '2023|G|1|0|2|Q',
      '20230908||1|0|2|Q',
      '20230908|H|1|0|2',
    ];
    const reading = await volume(file(rows));
    assert.deepEqual(rejections(reading), [
      '2 BAD_VOLUME',
      '3 BAD_VOLUME',
      '4 VOLUME_MISMATCH',
      '5 VOLUME_MISMATCH',
      '7 NOT_A_TRADING_DAY',
      '8 BAD_DATE',
      '9 BAD_SYMBOL',
      '10 FIELD_COUNT',
    ]);
    assert.equal(reading.rows.length, 1);
  });
});
