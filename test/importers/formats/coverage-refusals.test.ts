import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFormatName } from '../../../src/importers/formats/index.js';
import { fixture, read, refusalOf, rejections, skips } from './read-format.js';

const HISTORY = 'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits';

describe('files of another format', () => {
  test('prices with dividends and splits beside them are no action file', async () => {
    const reading = await read('corporate-actions', `${HISTORY}\n`, { symbol: 'NA' });
    assert.match(refusalOf(reading), /^WRONG_FORMAT: .*`\.\/lowtide import prices`/);
  });

  test('a fund sheet is known by its title', async () => {
    const reading = await read('index-levels', fixture('ishares-holdings/IWM_native.csv'));
    assert.match(refusalOf(reading), /^WRONG_FORMAT: .*`\.\/lowtide import ishares-holdings`/);
  });

  test('a price file without a close, and one without a date', async () => {
    const noClose = await read('prices', 'date,open\n2024-01-02,1\n', { symbol: 'NA' });
    assert.match(refusalOf(noClose), /^MISSING_COLUMN: .*lacks "Close"; /);
    const noDate = await read('prices', 'open,close\n1,1\n', { symbol: 'NA' });
    assert.match(refusalOf(noDate), /^MISSING_COLUMN: .*lacks "Date"; /);
  });

  test('a table without volumes is no short volume', async () => {
    const reading = await read('short-volume', 'date,symbol\n2023-09-08,A\n');
    assert.match(refusalOf(reading), /^MISSING_COLUMN: .*"shortvolume", "totalvolume"/);
  });

  test('names of formats', () => {
    assert.deepEqual([isFormatName('prices'), isFormatName('toString')], [true, false]);
  });
});

describe('days that are none', () => {
  const files: readonly (readonly [Parameters<typeof read>[0], string])[] = [
    ['shares-outstanding', 'symbol,date,shares_outstanding\nA,2023-02-29,5\n'],
    ['fund-flows', 'week ending,category,net flow\n2023-02-29,BOND,1\n'],
    ['daily-snapshot', 'symbol,name,sector,industry,last_seen\nA,A,Energy,x,2023-02-29\n'],
  ];
  for (const [name, text] of files) {
    test(`in ${name}`, async () => {
      assert.deepEqual(rejections(await read(name, text, { provider: 'OWN' })), ['2 BAD_DATE']);
    });
  }

  test('in an ICI table, and a figure that is no number', async () => {
    const [header] = fixture('fund-flows/ici_weekly.csv').split('\n');
    const text = `${header}\n2023-02-29,0,0,0,0,0,0,0,0\n2023-03-01,0,0,0,much,0,0,0,0\n`;
    const reading = await read('fund-flows', text, { provider: 'ICI_WEEKLY' });
    assert.deepEqual(rejections(reading), ['2 BAD_DATE', '3 BAD_NUMBER']);
    assert.equal(reading.quarantined[1]?.detail, 'hybrid');
  });
});

test('a blank line is skipped, a line of one field is kept aside', async () => {
  const text = 'symbol,date,shares_outstanding\n\nA\nA,2023-02-28,5\n';
  const reading = await read('shares-outstanding', text);
  assert.deepEqual(skips(reading), ['2 BLANK_LINE']);
  assert.deepEqual(rejections(reading), ['3 FIELD_COUNT']);
  assert.equal(reading.quarantined[0]?.detail, '1 field instead of 3');
  assert.equal(reading.rows.length, 1);
});
