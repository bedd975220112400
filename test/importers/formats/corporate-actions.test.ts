import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { day } from '../../../src/time/day.js';
import { fixture, read, refusalOf, rejections, rowsOf, skips } from './read-format.js';

const actions = (text: string, context = {}) => read('corporate-actions', text, context);
const HEADER = 'symbol,date,action,ratio,amount,new_symbol';
const plain = (...rows: string[]) => actions(`${[HEADER, ...rows].join('\n')}\n`);
const brief = async (text: string, context = {}) =>
  rowsOf(await actions(text, context), 'corporateAction').map((row) => [
    row.symbol,
    row.effectiveOn,
    row.kind,
    row.ratio ?? row.amount ?? row.newSymbol ?? row.terminalKind,
  ]);

describe('the plain layout', () => {
  test('a header is told only what it lacks', async () => {
    assert.equal(
      refusalOf(await actions('symbol,date,kind,ratio\nA,2023-09-08,SPLIT,2\n')),
      'MISSING_COLUMN: not a corporate action file (symbol,date,action,ratio,amount,new_symbol): ' +
        'the header lacks "action"; found "symbol,date,kind,ratio"',
    );
  });

  test('a file with closes is none, whatever else it has', async () => {
    assert.match(
      refusalOf(await actions('symbol,date,action,close\nA,2023-09-08,SPLIT,2\n')),
      /^WRONG_FORMAT: .* it has a column of closes; `\.\/lowtide import prices` reads those/,
    );
  });

  test('every action, in capitals or not', async () => {
    const rows = rowsOf(await actions(fixture('corporate-actions/plain.csv')), 'corporateAction');
    assert.deepEqual(
      rows.map((r) => [r.symbol, r.kind, r.ratio, r.amount, r.terminalKind, r.newSymbol]),
      [
        ['AMCX', 'SPLIT', 0.1, null, null, null],
        ['NA', 'DIVIDEND', null, 0.25, null, null],
        ['OLDB', 'TERMINAL', null, 0.4, 'BANKRUPT', 'OLDBQ'],
        ['FB', 'RENAME', null, null, null, 'META'],
        ['APEX', 'CONVERSION', 0.1, null, null, 'AMCX'],
        ['ATVX', 'TERMINAL', null, 95, 'CASH', null],
        ['FRCX', 'TERMINAL', null, null, 'TRANSFERRED', 'FRCBX'],
      ],
    );
  });

  test('a slip in the first line of a file without a header is told of that line', async () => {
    for (const slip of [
      'SIVB,2023-03-28,BANKRUPTT,,0.40,SIVBQ',
      'SIVB,2023-3-288,BANKRUPT,,0.4,',
    ]) {
      const reading = await actions(`${slip}\nNA,2023-03-29,DIVIDEND,,0.25,\n`);
      assert.equal(reading.refusal, null);
      assert.deepEqual(
        reading.quarantined.map(({ line }) => line),
        [1],
      );
      assert.equal(rowsOf(reading, 'corporateAction').length, 1);
    }
  });

  test('one line without a header and without a line end is enough', async () => {
    const reading = await actions('SIVB,2023-03-28,BANKRUPT,,0.40,SIVBQ');
    assert.deepEqual(rowsOf(reading, 'corporateAction'), [
      {
        symbol: 'SIVB',
        key: 'SIVB',
        effectiveOn: day('2023-03-28'),
        kind: 'TERMINAL',
        ratio: null,
        amount: 0.4,
        terminalKind: 'BANKRUPT',
        newSymbol: 'SIVBQ',
      },
    ]);
  });

  test('ratios are new shares for one old, in four spellings', async () => {
    const rows = ['4', '4:1', '4/1', '4-for-1'].map(
      (ratio, k) => `S${'ABCD'[k]},2023-03-28,SPLIT,${ratio},,`,
    );
    const reading = await plain(...rows);
    assert.deepEqual(
      rowsOf(reading, 'corporateAction').map(({ ratio }) => ratio),
      [4, 4, 4, 4],
    );
  });

  test('what an action needs and lacks is said', async () => {
    const reading = await plain(
      'A,2023-03-28,SPLIT,,,',
      'B,2023-03-28,BANKRUPT,,,',
      'C,2023-03-28,RENAME,,,',
      'D,2023-03-28,EXPLODE,,,',
      'E,2023-03-28,SPLIT,0,,',
      'F,2023-03-28,SPLIT,10001,,',
      'G,2023-03-28,DIVIDEND,,-1,',
      'H,2023-02-30,DIVIDEND,,1,',
      ',2023-03-28,DIVIDEND,,1,',
    );
    assert.deepEqual(rejections(reading), [
      '2 BAD_ACTION',
      '3 BAD_ACTION',
      '4 BAD_ACTION',
      '5 BAD_ACTION',
      '6 BAD_RATIO',
      '7 BAD_RATIO',
      '8 BAD_NUMBER',
      '9 BAD_DATE',
      '10 BAD_SYMBOL',
    ]);
    assert.equal(
      reading.quarantined[1]?.detail,
      'BANKRUPT needs an amount (US dollars a share; 0 where nothing was left)',
    );
  });

  test('a share that was left with nothing has the amount 0', async () => {
    const [row] = rowsOf(await plain('A,2023-03-28,BANKRUPT,,0,'), 'corporateAction');
    assert.equal(row?.amount, 0);
  });

  test('the same action twice collapses, different ones are both kept aside', async () => {
    const reading = await plain(
      'A,2023-03-28,SPLIT,2,,',
      'A,2023-03-28,SPLIT,2:1,,',
      'B,2023-03-28,SPLIT,2,,',
      'B,2023-03-28,SPLIT,3,,',
      'B,2023-03-28,DIVIDEND,,1,',
    );
    assert.deepEqual(skips(reading), ['3 DUPLICATE_IDENTICAL']);
    assert.deepEqual(rejections(reading), ['4 DUPLICATE_KEY', '5 DUPLICATE_KEY']);
    assert.equal(reading.rows.length, 2);
  });

  test('a day without a session is a remark', async () => {
    const reading = await plain('A,2023-03-26,SPLIT,2,,');
    assert.deepEqual(
      reading.warnings.map(({ code }) => code),
      ['NOT_A_TRADING_DAY'],
    );
  });

  test('a short last line without an end refuses the file', async () => {
    const reading = await actions(`${HEADER}\nA,2023-03-28,SPLIT,2,,\nB,2023-03`);
    assert.match(refusalOf(reading), /^TRUNCATED: .*2 fields instead of 6/);
  });
});

describe('vendors', () => {
  test('Yahoo splits: unsorted, old and new spelling, reverse', async () => {
    const text = 'Date,Stock Splits\n2020-08-31,4:1\n2014-06-09,7/1\n2023-08-24,1:10\n';
    assert.deepEqual(await brief(text, { fileName: 'AAPL.csv' }), [
      ['AAPL', day('2020-08-31'), 'SPLIT', 4],
      ['AAPL', day('2014-06-09'), 'SPLIT', 7],
      ['AAPL', day('2023-08-24'), 'SPLIT', 0.1],
    ]);
  });

  test('Yahoo dividends come with a remark on their basis', async () => {
    const reading = await actions('Date,Dividends\n2017-08-11,0.161556\n', { symbol: 'NA' });
    assert.equal(rowsOf(reading, 'corporateAction')[0]?.amount, 0.161556);
    assert.deepEqual(
      reading.warnings.map(({ code }) => code),
      ['SPLIT_ADJUSTED_DIVIDENDS'],
    );
  });

  test('Polygon splits: to divided by from', async () => {
    const text =
      'ticker,execution_date,split_from,split_to\nAMC,2023-08-24,10,1\nBAD,2023-08-24,0,1\n';
    assert.deepEqual(await brief(text), [['AMC', day('2023-08-24'), 'SPLIT', 0.1]]);
  });

  test('Polygon dividends: two kinds on one day add up, other currencies do not', async () => {
    const text =
      'ticker,cash_amount,currency,declaration_date,ex_dividend_date,record_date,pay_date,' +
      'frequency,dividend_type\n' +
      'NA,0.25,USD,,2023-08-24,,,4,CD\nNA,1.5,USD,,2023-08-24,,,0,SC\n' +
      'NA,1,CAD,,2023-08-25,,,4,CD\n';
    const reading = await actions(text);
    assert.equal(rowsOf(reading, 'corporateAction')[0]?.amount, 1.75);
    assert.deepEqual(skips(reading), ['3 MERGED']);
    assert.deepEqual(rejections(reading), ['4 NOT_USD']);
  });

  test('LEAN factors: a change is a split or a dividend on the next session', async () => {
    const text =
      '19980102,0.9,0.00892857,1\n20000620,0.9,0.00892857,101\n20050225,0.9,0.01785710,88.97\n' +
      '20120808,0.9,0.03571430,600\n20501231,0.904977376,0.03571430,0';
    assert.deepEqual(await brief(text, { fileName: 'factor_files_aapl.csv' }), [
      ['AAPL', day('2000-06-21'), 'SPLIT', 2],
      ['AAPL', day('2005-02-28'), 'SPLIT', 2],
      ['AAPL', day('2012-08-09'), 'DIVIDEND', 3.3],
    ]);
    const reading = await actions(text, { fileName: 'factor_files_aapl.csv' });
    assert.deepEqual(skips(reading), ['1 NO_ACTION', '5 NO_ACTION']);
  });

  test('LEAN maps: the next ticker follows on the next session, a past one ends', async () => {
    assert.deepEqual(await brief('19980102,aol,N\n20031015,aol,N\n20180615,twx,N\n'), [
      ['AOL', day('2003-10-16'), 'RENAME', 'TWX'],
      ['TWX', day('2018-06-18'), 'TERMINAL', 'UNKNOWN'],
    ]);
    assert.deepEqual(await brief('20140327,goocv,Q\n20140402,goocv,Q\n20501231,goog,Q'), [
      ['GOOCV', day('2014-04-03'), 'RENAME', 'GOOG'],
    ]);
  });

  test('files that do not name their security, and other files, are refused', async () => {
    assert.match(refusalOf(await actions('Date,Stock Splits\n')), /^SYMBOL_REQUIRED/);
    const reading = await actions('ticker,start_date,end_date\n');
    assert.match(refusalOf(reading), /^WRONG_FORMAT: .*import index-members/);
  });
});
