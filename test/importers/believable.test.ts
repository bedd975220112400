import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problemOfDay, problemOfSymbol } from '../../src/importers/believable.js';
import type { RowKind } from '../../src/importers/rows.js';
import { symbolKey } from '../../src/symbol.js';
import { day } from '../../src/time/day.js';
import { openStore } from '../../src/store/store.js';
import { scratch } from '../support/finra-file.js';
import { runImport } from '../support/importing.js';

const TODAY = day('2023-11-14');
const reasonOfDay = (kind: RowKind, on: string) =>
  problemOfDay(kind, day(on), TODAY)?.reason ?? null;
const reasonOf = (symbol: string, more: object = {}) =>
  problemOfSymbol({ symbol, key: symbolKey(symbol), ...more })?.reason ?? null;

describe('the day of a row', () => {
  const kinds: RowKind[] = ['price', 'shortInterest', 'holding', 'fundFlow', 'shareCount'];
  for (const kind of kinds) {
    test(`of a ${kind} is neither to come nor before any market`, () => {
      for (const on of ['2023-11-16', '2099-01-01', '2203-09-09', '9999-12-31']) {
        assert.equal(reasonOfDay(kind, on), 'FUTURE_DATE', on);
      }
      assert.equal(reasonOfDay(kind, '1899-12-31'), 'OLD_DATE');
      for (const on of ['1900-01-01', '1927-12-30', '2023-11-14', '2023-11-15']) {
        assert.equal(reasonOfDay(kind, on), null, on);
      }
    });
  }

  test('of an action that is announced may lie a year ahead', () => {
    assert.equal(reasonOfDay('corporateAction', '2024-11-14'), null);
    assert.equal(reasonOfDay('corporateAction', '2024-11-16'), 'FUTURE_DATE');
  });
});

describe('the symbol of a row', () => {
  const tickers = ['A', 'BRK.B', 'BRK/B', 'BF-B', 'AGN^A', 'AGN_A', '^GSPC', 'BCpC', 'SPNV+', 'X='];
  for (const symbol of tickers) {
    test(`${symbol} is one`, () => assert.equal(reasonOf(symbol), null));
  }
  const others = [
    '=cmd|calc!A1',
    '../../etc/passwd',
    '/etc/passwd',
    '\u{1f680}',
    'AA\u200bPL',
    '\uff21\uff21\uff30\uff2c',
    '\u001b[31mRED',
    'A'.repeat(33),
    '',
    '...',
    '<b>',
  ];
  for (const symbol of others) {
    test(`${JSON.stringify(symbol)} is none`, () => {
      assert.equal(reasonOf(symbol), 'BAD_SYMBOL');
    });
  }

  test('of cash on a sheet may be empty or a name', () => {
    assert.equal(reasonOf('', { assetClass: 'Cash' }), null);
    assert.equal(reasonOf('MSFUT (2)', { assetClass: 'Futures' }), null);
    assert.equal(reasonOf('=cmd', { assetClass: 'Cash' }), 'BAD_SYMBOL');
  });
});

test('one row of a day to come is kept aside, and moves no window', async () => {
  const files = scratch();
  const store = await openStore('sqlite::memory:');
  try {
    await store.migrate('up');
    const rows = ['2023-09-07', '2023-09-08', '2203-09-09'].map((on) => `AAPL,${on},180,1000`);
    const path = files.path('p.csv', `symbol,date,close,volume\n${rows.join('\n')}\n`);
    const { files: reports } = await runImport(store, 'prices', [path], {
      basis: 'RAW',
      maxRejected: 0.5,
    });
    assert.equal(reports[0]?.accepted, 2);
    const [row] = await store.query<{ reason: string; line: number }>(
      'SELECT reason, line FROM quarantined_row',
    );
    assert.deepEqual({ ...row }, { reason: 'FUTURE_DATE', line: 4 });
    const [batch] = await store.query<{ lastOn: string }>(
      'SELECT last_on AS "lastOn" FROM import_batch',
    );
    assert.equal(batch?.lastOn, '2023-09-08');
  } finally {
    await store.close();
    files.remove();
  }
});
