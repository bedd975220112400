import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const FILE = fixture('fails-to-deliver/cnsfails202309a.txt');
const [HEADER = '', ...LINES] = FILE.trimEnd().split('\n');
const ROWS = LINES.slice(0, -2);

const fails = (text: string) => read('fails-to-deliver', text);

/** A file of rows with trailers that fit them. */
function whole(rows: readonly string[]): string {
  const total = rows.reduce((sum, row) => sum + Number(row.split('|')[3]), 0);
  const trailers = [
    `Trailer record count ${rows.length}`,
    `Trailer total quantity of shares ${total}`,
  ];
  return `${[HEADER, ...rows, ...trailers].join('\n')}\n`;
}

describe('fails to deliver', () => {
  test('a row as it is stored: the CUSIP is text, the symbol a ticker', async () => {
    const reading = await fails(FILE);
    assert.equal(refusalOf(reading), 'accepted 4 rows');
    assert.deepEqual(rowsOf(reading, 'failToDeliver')[0], {
      settledOn: day('2023-09-05'),
      cusip: 'Q12345108',
      symbol: 'QQZA',
      ticker: { symbol: 'QQZA', key: 'QQZA' },
      description: 'QUARZ EXAMPLE A INC COM CL A',
      quantity: 19_305,
      price: 8,
    });
    assert.deepEqual(skips(reading), ['6 TRAILER', '7 TRAILER']);
    assert.deepEqual(reading.summary?.sums, { quantity: 45_565 });
  });

  test('a quote is a letter, and a bar within a description belongs to it', async () => {
    const row = rowsOf(await fails(FILE), 'failToDeliver')[1];
    assert.equal(row?.description, 'QUARZ "REIT" EXAMPLE|CL B');
    assert.deepEqual([row?.ticker?.key, row?.price], ['QQZB', 38.56]);
  });

  test('a symbol that cannot be a ticker is not linked; a dot is a missing price', async () => {
    const row = rowsOf(await fails(FILE), 'failToDeliver')[2];
    assert.deepEqual([row?.symbol, row?.ticker, row?.price], ['5116REORGPYMNT', null, null]);
  });

  test('a price of nothing and a blank description are unknown', async () => {
    const reading = await fails(whole(['20230905|123456207|QQZB|5||0.00']));
    const [row] = rowsOf(reading, 'failToDeliver');
    assert.deepEqual([row?.price, row?.description], [null, null]);
  });

  test('old files end their lines with CRLF', async () => {
    const reading = await fails(FILE.replaceAll('\n', '\r\n'));
    const kept = (all: typeof reading) => rowsOf(all, 'failToDeliver');
    assert.deepEqual(kept(reading), kept(await fails(FILE)));
  });

  for (const [what, text, expected] of [
    [
      'a wrong count',
      FILE.replace('count 4', 'count 5'),
      'TRAILER_MISMATCH: the trailer counts 5 rows, and there are 4',
    ],
    [
      'a wrong sum',
      FILE.replace('45565', '45566'),
      'TRAILER_MISMATCH: the trailer adds up 45566 shares, the rows 45565',
    ],
    [
      'no trailer',
      `${[HEADER, ...ROWS].join('\n')}\n`,
      'TRUNCATED: the file is cut short: it does not end with its two trailers',
    ],
    [
      'one trailer',
      `${[HEADER, ...ROWS, LINES.at(-2)].join('\n')}\n`,
      'TRUNCATED: the file is cut short: it does not end with its two trailers',
    ],
    [
      'a row behind the trailers',
      `${FILE}${ROWS[0]}\n`,
      'TRAILER_MISMATCH: line 8 stands behind a trailer',
    ],
  ] as const) {
    test(`${what} refuses the file`, async () => {
      assert.equal(refusalOf(await fails(text)), expected);
    });
  }

  test('rows that are kept aside count in the trailers as well', async () => {
    const bad = [
      '20230931|123456207|QQZB|1|NO DATE|1.00',
      '20230905|12345620|QQZB|2|SHORT CUSIP|1.00',
      '20230905|123456207|QQZB|3|BAD PRICE|-1.00',
      '20230905|123456207|QQZB|4',
    ];
    const reading = await fails(whole([...ROWS, ...bad]));
    assert.equal(reading.refusal, null);
    assert.deepEqual(rejections(reading), [
      '6 BAD_DATE',
      '7 BAD_CUSIP',
      '8 BAD_PRICE',
      '9 FIELD_COUNT',
    ]);
  });

  test('an unreadable quantity cannot be added up, so that the file is refused', async () => {
    const text = FILE.replace('|19305|', '|19,305|');
    assert.match(refusalOf(await fails(text)), /^TRAILER_MISMATCH: .* the rows 26260$/);
  });

  test('two different balances of one CUSIP and day are both kept aside', async () => {
    const twice = (ROWS[0] as string).replace('19305', '7');
    const reading = await fails(whole([...ROWS, twice]));
    assert.deepEqual(rejections(reading).sort(), ['2 DUPLICATE_KEY', '6 DUPLICATE_KEY']);
  });
});
