import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const SPELLS = fixture('index-members/spells.csv');
const HEADER = 'ticker,start_date,end_date';
const members = (text: string, index: string | null = 'DJI') =>
  read('index-members', text, { index });
const file = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
const hundreds = (count: number) => Array.from({ length: count }, (_, k) => `S${k},2010-01-04,`);

describe('spells', () => {
  test('the end is the first day out, and blank while a member', async () => {
    const rows = rowsOf(await members(SPELLS), 'memberSpell');
    assert.deepEqual(rows[0], {
      symbol: 'BRK.B',
      key: 'BRKB',
      fromOn: day('2010-02-16'),
      toOn: null,
    });
    assert.equal(rows[1]?.toOn, day('1997-01-15'));
  });

  test('a symbol may have several spells, and one may follow another on its end', async () => {
    const reading = await members(file('A,2010-01-04,2012-01-04', 'A,2012-01-04,'));
    assert.equal(reading.rows.length, 2);
  });

  test('an end on or before the start, and bad dates, are kept aside', async () => {
    const reading = await members(
      file('A,2010-01-04,2010-01-04', 'B,2010-13-04,', 'C,2010-01-04,soon', ',2010-01-04,'),
    );
    assert.deepEqual(rejections(reading), [
      '2 BAD_SPELL',
      '3 BAD_DATE',
      '4 BAD_DATE',
      '5 BAD_SYMBOL',
    ]);
  });

  test('overlapping spells are both kept aside, the same spell twice collapses', async () => {
    const reading = await members(
      file('A,2010-01-04,2012-01-04', 'A,2011-01-04,', 'B,2010-01-04,', 'B,2010-01-04,'),
    );
    assert.deepEqual(rejections(reading), ['2 OVERLAPPING_SPELLS', '3 OVERLAPPING_SPELLS']);
    assert.deepEqual(skips(reading), ['5 DUPLICATE_IDENTICAL']);
  });
});

describe('the member count of the S&P 500', () => {
  test('503 members are accepted', async () => {
    const rows = [...hundreds(502), 'OLD,2010-01-04,2020-01-06', 'NEW,2020-01-06,'];
    assert.equal((await members(file(...rows), 'SPX')).rows.length, 504);
  });

  test('fewer than 490 on a trading day after 2015 refuse the list', async () => {
    const rows = [...hundreds(489), 'OLD,2010-01-04,2020-01-06', 'NEW,2020-01-07,'];
    const reading = await members(file(...rows), '^GSPC');
    assert.match(refusalOf(reading), /^MEMBER_COUNT: 489 members on 2020-01-06/);
  });

  test('more than 510 refuse it too', async () => {
    const rows = [...hundreds(510), 'NEW,2020-01-07,'];
    assert.match(refusalOf(await members(file(...rows), 'SPX')), /^MEMBER_COUNT: 511 members/);
  });

  test('days before 2016 and other indices are not counted', async () => {
    const early = file(...hundreds(500), 'X,2009-01-05,2009-01-06');
    assert.equal(refusalOf(await members(early, 'SPX')), 'accepted 501 rows');
    assert.equal(refusalOf(await members(SPELLS, 'DJI')), 'accepted 5 rows');
  });
});

describe('refused lists', () => {
  test('a list of changes', async () => {
    const reading = await members('date,add,remove\n2019-06-03,"CTVA,DD",FLR\n');
    assert.match(refusalOf(reading), /^MISSING_COLUMN: not a list of membership spells/);
  });

  test('no index', async () => {
    assert.match(refusalOf(await members(SPELLS, null)), /^INDEX_REQUIRED: .*--index SPX/);
  });
});
