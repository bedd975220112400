import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

describe('fund flows', () => {
  const ICI = fixture('fund-flows/ici_weekly.csv');
  const HEADER = 'week ending,week start,category,fund,net flow,assets';
  const plain = (...rows: string[]) =>
    read('fund-flows', `${[HEADER, ...rows].join('\n')}\n`, { provider: 'OWN' });

  test('the first day of a period, which must be a day and not after the last', async () => {
    const reading = await plain(
      '2023-09-06,2023-08-31,BOND,,1,2',
      '2023-09-13,2023-09-14,BOND,,1,2',
      '2023-09-20,soon,BOND,,1,2',
    );
    assert.equal(rowsOf(reading, 'fundFlow')[0]?.periodFromOn, day('2023-08-31'));
    assert.deepEqual(rejections(reading), ['3 BAD_DATE', '4 BAD_DATE']);
  });

  test('a flow or assets that cannot be read, and neither of both', async () => {
    const reading = await plain(
      '2023-09-06,,BOND,,much,2',
      '2023-09-13,,BOND,,1,much',
      '2023-09-20,,BOND,,,',
      '2023-09-27,,BOND,,,2',
    );
    assert.deepEqual(rejections(reading), ['2 BAD_NUMBER', '3 BAD_NUMBER', '4 MISSING_VALUE']);
    const [row] = rowsOf(reading, 'fundFlow');
    assert.deepEqual([row?.netFlow, row?.assets], [null, 2]);
    assert.deepEqual(reading.summary?.sums, { netFlow: 0, assets: 2 });
  });

  test('a fund without a name is called by its symbol', async () => {
    const text = 'date,symbol,category,net flow\n2023-09-06,iwx,small cap,5\n';
    const [row] = rowsOf(await read('fund-flows', text, { provider: 'OWN' }), 'fundFlow');
    assert.deepEqual([row?.fundCode, row?.fundName, row?.isSingleFund], ['IWX', 'IWX', true]);
  });

  test('an ICI row of which all is blank is no shifted row', async () => {
    const header = ICI.split('\n')[0] as string;
    const text = `${header}\n2022-06-15,,,,,,,,\n2022-06-22,0,0,0,0,0,0,0,0\n`;
    const reading = await read('fund-flows', text, { provider: 'ICI_WEEKLY' });
    assert.deepEqual(rejections(reading), ['2 UNVERIFIABLE']);
    assert.equal(reading.rows.length, 1);
  });

  test('two ICI rows of one week are both kept aside', async () => {
    const header = ICI.split('\n')[0] as string;
    const text = `${header}\n2022-06-15,0,0,0,0,0,0,0,0\n2022-06-15,1,1,0,0,0,0,0,1\n`;
    const reading = await read('fund-flows', text, { provider: 'ICI_WEEKLY' });
    assert.deepEqual(rejections(reading), ['2 DUPLICATE_KEY', '3 DUPLICATE_KEY']);
    assert.match(reading.quarantined[0]?.detail ?? '', /the period to 2022-06-15/);
  });
});

describe('prices', () => {
  test('a blank symbol and a start that is no number of nanoseconds are kept aside', async () => {
    const text = 'ticker,volume,open,close,high,low,window_start,transactions\n';
    const bar = '100,1,1,1,1,1736485200000000000,1\n';
    const reading = await read('prices', `${text},${bar}NA,${bar}NB,100,1,1,1,1,2025-01-10,1\n`);
    assert.deepEqual(rejections(reading), ['2 BAD_SYMBOL', '4 BAD_DATE']);
    assert.deepEqual(
      rowsOf(reading, 'price').map(({ symbol }) => symbol),
      ['NA'],
    );
  });

  test('a negative dividend and a word for a split are kept aside', async () => {
    const text =
      'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits\n' +
      '2023-06-08,1,1,1,1,1,-0.1,0\n2023-06-09,1,1,1,1,1,0,two\n2023-06-12,1,1,1,1,1,0,0\n';
    const reading = await read('prices', text, { symbol: 'NA' });
    assert.deepEqual(rejections(reading), ['2 BAD_NUMBER', '3 BAD_NUMBER']);
    assert.equal(rowsOf(reading, 'corporateAction').length, 0);
  });
});

describe('daily snapshots', () => {
  const DAYS = fixture('daily-snapshot/us-daily.csv');
  const LINES = fixture('daily-snapshot/us-meta.csv');
  const days = (...rows: string[]) =>
    read('daily-snapshot', `${[DAYS.split('\n')[0], ...rows].join('\n')}\n`);

  test('a blank change, volume and exchange are unknown, not 0', async () => {
    const [row] = rowsOf(await days('2023-08-23,,,A,$1.00,,,,5'), 'price');
    assert.deepEqual([row?.previousClose, row?.volume, row?.exchange], [null, null, null]);
    const { summary } = await days('2023-08-23,,,A,$1.00,,,,');
    assert.deepEqual(summary?.sums, { close: 1, volume: 0, marketCap: 0 });
  });

  test('a later listing may be on no exchange', async () => {
    const reading = await days(
      '2023-08-22,,nyse,MOVE,$1.00,0,,1,',
      '2023-08-23,,nyse,MOVE,$1.00,0,,1,',
      '2023-08-23,,,MOVE,$1.10,0,,9,',
    );
    assert.deepEqual(skips(reading), ['3 OTHER_LISTING']);
    assert.equal(rowsOf(reading, 'price')[1]?.exchange, null);
  });

  test('lines without a symbol and lines that differ are kept aside', async () => {
    const [header, first] = LINES.split('\n') as [string, string];
    const nobody = first.replace('AABC', '');
    const other = first.replace('United States', 'Malta');
    const reading = await read('daily-snapshot', `${[header, first, nobody, other].join('\n')}\n`);
    assert.deepEqual(rejections(reading), ['3 BAD_SYMBOL', '2 DUPLICATE_KEY', '4 DUPLICATE_KEY']);
    assert.match(reading.quarantined[1]?.detail ?? '', /of AABC on 2024-01-02/);
  });
});

describe('share counts', () => {
  test('a row without a symbol and rows that differ are kept aside', async () => {
    const text = 'symbol,date,shares_outstanding\n,2023-01-20,5\nA,2023-01-20,5\nA,2023-01-20,6\n';
    const reading = await read('shares-outstanding', text);
    assert.deepEqual(rejections(reading), ['2 BAD_SYMBOL', '3 DUPLICATE_KEY', '4 DUPLICATE_KEY']);
    assert.match(reading.quarantined[1]?.detail ?? '', /of A on 2023-01-20/);
  });

  test('company facts that are no counts are kept aside', async () => {
    const counts = [
      null,
      { end: '2023-01-20', filed: 20230201, accn: 'x', val: 5 },
      { end: '2023-01-20', filed: '2023-02-01', accn: 'x', val: 0 },
      { end: '2023-01-20', filed: '2023-02-01', accn: 'x', val: 1.5 },
      { end: '2023-01-20', filed: '2023-02-01', accn: 'x', val: '5' },
    ];
    const facts = { dei: { EntityCommonStockSharesOutstanding: { units: { shares: counts } } } };
    const reading = await read('shares-outstanding', JSON.stringify({ facts }), { symbol: 'A' });
    assert.deepEqual(rejections(reading), [
      '1 BAD_DATE',
      '2 BAD_DATE',
      '3 BAD_NUMBER',
      '4 BAD_NUMBER',
      '5 BAD_NUMBER',
    ]);
    assert.equal(reading.quarantined[0]?.raw, 'null');
  });
});

describe('index members', () => {
  test('spells of nobody are refused', async () => {
    const reading = await read('index-members', 'start_date,end_date\n', { index: 'SPX' });
    assert.match(refusalOf(reading), /^MISSING_COLUMN: .*"ticker"/);
  });

  test('a list of which nothing is left has no member count to check', async () => {
    const text = 'ticker,start_date,end_date\nA,2023-02-30,\n';
    const reading = await read('index-members', text, { index: 'SPX' });
    assert.deepEqual(rejections(reading), ['2 BAD_DATE']);
    assert.equal(reading.summary?.sums.spells, 0);
  });
});
