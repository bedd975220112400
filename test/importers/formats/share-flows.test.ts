import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day, formatDay } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const HEADER = 'date,ticker,shares_outstanding,nav';
const flows = (rows: readonly string[], provider = 'ETF_SHARES') =>
  read('fund-flows', `${[HEADER, ...rows].join('\n')}\n`, { provider });

/** Rows as `end: flow`. */
async function flowsOf(rows: readonly string[], provider?: string): Promise<string[]> {
  const reading = await flows(rows, provider);
  assert.equal(reading.refusal, null, refusalOf(reading));
  return rowsOf(reading, 'fundFlow').map(
    ({ fundCode, periodEndOn, netFlow }) => `${fundCode} ${formatDay(periodEndOn)}: ${netFlow}`,
  );
}

describe('flows from shares by week', () => {
  test('are the change of the shares to Wednesday, times net asset value there', async () => {
    const text = fixture('fund-flows/shares_history.csv');
    const reading = await read('fund-flows', text, { provider: 'ETF_SHARES' });
    assert.deepEqual(rowsOf(reading, 'fundFlow')[0], {
      fundCode: 'QQZE',
      fundName: 'QQZE',
      fundSymbol: 'QQZE',
      category: 'US_SMALL_CAP',
      isSingleFund: true,
      periodEndOn: day('2023-09-06'),
      periodFromOn: day('2023-08-31'),
      netFlow: 3000 * 21,
      assets: 103_000 * 21,
    });
    assert.deepEqual(skips(reading), ['2 FIRST_COUNT', '3 WITHIN_PERIOD']);
  });

  test('are unknown where net asset value is blank: never 0', async () => {
    const text = fixture('fund-flows/shares_history.csv');
    const row = rowsOf(await read('fund-flows', text, { provider: 'E' }), 'fundFlow')[1];
    assert.deepEqual([row?.netFlow, row?.assets], [null, null]);
  });

  test('the golden example: 300 to 292 shares at 185', async () => {
    const found = await flowsOf(['2023-08-30,QQZE,300,180', '2023-09-06,QQZE,292,185']);
    assert.deepEqual(found, ['QQZE 2023-09-06: -1480']);
  });

  test('rows in any order, of several funds, without a category', async () => {
    const rows = [
      '2023-09-06,QQZE,110,10',
      '2023-09-06,QQZD,90,10',
      '2023-08-30,QQZD,100,10',
      '2023-08-30,QQZE,100,10',
    ];
    const reading = await flows(rows);
    const found = rowsOf(reading, 'fundFlow').map((it) => [it.fundCode, it.netFlow, it.category]);
    assert.deepEqual(found.sort(), [
      ['QQZD', -100, 'OTHER'],
      ['QQZE', 100, 'OTHER'],
    ]);
  });

  test('a week that is not over at the end of the file has no flow yet', async () => {
    const rows = ['2023-08-30,QQZE,100,10', '2023-09-05,QQZE,110,10'];
    const open = await flows(rows);
    assert.deepEqual(skips(open), ['2 FIRST_COUNT', '3 OPEN_PERIOD']);
    assert.deepEqual(await flowsOf([...rows, '2023-09-06,QQZE,120,10']), ['QQZE 2023-09-06: 200']);
  });

  test('the last count before a Wednesday stands for the week, and is told', async () => {
    const rows = ['2023-08-30,QQZE,100,10', '2023-09-05,QQZE,110,10', '2023-09-13,QQZE,111,10'];
    assert.deepEqual(await flowsOf(rows), ['QQZE 2023-09-06: 100', 'QQZE 2023-09-13: 10']);
    assert.deepEqual((await flows(rows)).warnings, [
      {
        code: 'EARLIER_COUNT',
        message: '1 weeks have no count on their last session: QQZE to 2023-09-06',
      },
    ]);
  });

  test('a holiday on Wednesday ends the week on the session before, without a remark', async () => {
    const rows = ['2018-06-27,QQZE,100,10', '2018-07-03,QQZE,110,10'];
    assert.deepEqual(await flowsOf(rows), ['QQZE 2018-07-04: 100']);
    assert.deepEqual((await flows(rows)).warnings, []);
  });

  test('a week without a count makes the flow of the next one unknown', async () => {
    const rows = [
      '2023-08-30,QQZE,100,10',
      '2023-09-06,QQZE,110,10',
      '2023-09-20,QQZE,150,10',
      '2023-09-27,QQZE,151,10',
    ];
    assert.deepEqual(await flowsOf(rows), [
      'QQZE 2023-09-06: 100',
      'QQZE 2023-09-20: null',
      'QQZE 2023-09-27: 10',
    ]);
    assert.deepEqual(
      (await flows(rows)).warnings.map(({ code }) => code),
      ['PERIOD_GAP'],
    );
  });

  test('counts of weekends are skipped', async () => {
    const rows = ['2023-08-30,QQZE,100,10', '2023-09-02,QQZE,500,10', '2023-09-06,QQZE,110,10'];
    assert.deepEqual(skips(await flows(rows)), ['3 NOT_A_TRADING_DAY', '2 FIRST_COUNT']);
  });

  test('counts by month cannot give flows by week', async () => {
    const rows = ['2023-07-31,QQZE,1,10', '2023-08-31,QQZE,2,10', '2023-09-29,QQZE,3,10'];
    assert.equal(
      refusalOf(await flows(rows)),
      'PERIOD_MISMATCH: share counts are 31 days apart, and flows need one a week',
    );
    const weekly = ['2023-08-30,QQZE,100,10', '2023-09-06,QQZE,110,10', '2023-09-13,QQZE,110,10'];
    assert.match(refusalOf(await flows(weekly, 'ETF_MONTHLY')), /^PERIOD_MISMATCH: periods are 7/);
  });
});

describe('flows from shares by day', () => {
  const DAYS = [
    '2023-09-01,QQZE,100,10',
    '2023-09-05,QQZE,110,11',
    '2023-09-06,QQZE,105,12',
    '2023-09-08,QQZE,100,13',
  ];

  test('follow from the session before, where the provider is called daily', async () => {
    assert.deepEqual(await flowsOf(DAYS, 'ETF_DAILY'), [
      'QQZE 2023-09-05: 110',
      'QQZE 2023-09-06: -60',
      'QQZE 2023-09-08: null',
    ]);
    const [first] = rowsOf(await flows(DAYS, 'ETF_DAILY'), 'fundFlow');
    assert.equal(first?.periodFromOn, day('2023-09-02'));
  });

  test('counts by week cannot give flows by day', async () => {
    const rows = ['2023-08-30,QQZE,1,10', '2023-09-06,QQZE,2,10', '2023-09-13,QQZE,3,10'];
    assert.equal(
      refusalOf(await flows(rows, 'ETF_DAILY')),
      'PERIOD_MISMATCH: share counts are 7 days apart, and flows need one a day',
    );
  });
});

describe('splits of fund shares', () => {
  test('two for one within a week is no inflow', async () => {
    const rows = [
      '2023-08-30,QQZE,100,40',
      '2023-09-01,QQZE,101,41',
      '2023-09-05,QQZE,202,20.6',
      '2023-09-06,QQZE,210,21',
    ];
    assert.deepEqual(await flowsOf(rows), [`QQZE 2023-09-06: ${(210 - 200) * 21}`]);
    assert.deepEqual((await flows(rows)).warnings, [
      { code: 'SHARE_SPLIT', message: '1 jumps of shares were taken for splits: QQZE 2023-09-05' },
    ]);
  });

  test('one for ten, by day', async () => {
    const rows = ['2023-09-05,QQZE,1000,2', '2023-09-06,QQZE,98,20.1', '2023-09-07,QQZE,98,20'];
    assert.deepEqual(await flowsOf(rows, 'DAILY'), [
      `QQZE 2023-09-06: ${(98 - 100) * 20.1}`,
      'QQZE 2023-09-07: 0',
    ]);
  });

  test('with blank values around it a split lies where the shares jump', async () => {
    const rows = [
      '2023-08-30,QQZE,100,40',
      '2023-09-06,QQZE,100,',
      '2023-09-13,QQZE,200,',
      '2023-09-20,QQZE,210,20',
      '2023-09-27,QQZE,210,20',
    ];
    assert.deepEqual(await flowsOf(rows), [
      'QQZE 2023-09-06: null',
      'QQZE 2023-09-13: null',
      'QQZE 2023-09-20: 200',
      'QQZE 2023-09-27: 0',
    ]);
  });

  test('shares that double at a steady value are an inflow, and a fall alone is none', async () => {
    const rows = ['2023-08-30,QQZE,100,40', '2023-09-06,QQZE,200,40', '2023-09-13,QQZE,200,20'];
    assert.deepEqual(await flowsOf(rows), ['QQZE 2023-09-06: 4000', 'QQZE 2023-09-13: 0']);
  });

  test('a fund that was closed and opened again has no ratio', async () => {
    const rows = ['2023-08-30,QQZE,100,40', '2023-09-06,QQZE,0,40', '2023-09-13,QQZE,50,20'];
    assert.deepEqual(await flowsOf(rows), ['QQZE 2023-09-06: -4000', 'QQZE 2023-09-13: 1000']);
  });
});

describe('bad rows of share histories', () => {
  test('are kept aside', async () => {
    const rows = [
      '2023-08-30,QQZE,100,10',
      '2023-09-06,QQZE,110,10',
      '2023-02-30,QQZE,100,10',
      '2023-09-06,,100,10',
      '2023-09-06,QQZD,,10',
      '2023-09-06,QQZD,-5,10',
      '2023-09-06,QQZC,100,0',
      '2023-09-13,QQZE,110,10',
      '2023-09-13,QQZE,111,10',
    ];
    assert.deepEqual(rejections(await flows(rows)), [
      '4 BAD_DATE',
      '5 BAD_SYMBOL',
      '6 MISSING_VALUE',
      '7 BAD_NUMBER',
      '8 BAD_PRICE',
      '9 DUPLICATE_KEY',
      '10 DUPLICATE_KEY',
    ]);
  });

  test('so is a category that nobody knows, and a table without a ticker is refused', async () => {
    const header = `${HEADER},category,name`;
    const rows = [
      '2023-08-30,QQZE,100,10,Small cap,Quarz fund',
      '2023-09-06,QQZE,110,10,Small cap,Quarz fund',
      '2023-09-06,QQZD,110,10,Lunar,',
    ];
    const text = `${[header, ...rows].join('\n')}\n`;
    const reading = await read('fund-flows', text, { provider: 'ETF' });
    assert.deepEqual(rejections(reading), ['4 UNKNOWN_CATEGORY']);
    assert.equal(rowsOf(reading, 'fundFlow')[0]?.fundName, 'Quarz fund');
    const nobody = await read('fund-flows', text.replace('ticker', 'isin'), { provider: 'ETF' });
    assert.match(refusalOf(nobody), /the header lacks "ticker"; found/);
  });
});
