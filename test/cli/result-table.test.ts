import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listPaths, resultTable, toCsv, toText, valueAt } from '../../src/cli/result-table.js';

test('the list nearest to the top becomes rows, nested objects become columns', () => {
  const data = {
    shorts: {
      window: { fromOn: '2023-01-01' },
      lines: {
        nodes: [
          { security: { symbol: 'AAA' }, pnl: 1.5 },
          { security: { symbol: 'B' }, pnl: null },
        ],
      },
    },
  };
  assert.deepEqual(resultTable(data), {
    header: ['security.symbol', 'pnl'],
    rows: [
      ['AAA', 1.5],
      ['B', null],
    ],
  });
});

test('parallel lists become one row for each place', () => {
  const data = { series: { dates: ['2023-01-03', '2023-01-04'], values: [1, null] } };
  assert.deepEqual(resultTable(data).rows, [
    ['2023-01-03', 1],
    ['2023-01-04', null],
  ]);
});

test('a result without a list is one row', () => {
  assert.deepEqual(toCsv(resultTable({ service: { version: '1', limits: { maxCost: 5 } } })), [
    'service.version,service.limits.maxCost',
    '1,5',
  ]);
});

test('text that a spreadsheet would take for a formula is escaped, numbers are not', () => {
  const data = {
    rows: [
      { name: '=HYPERLINK("x")', change: -1.5 },
      { name: '@a', change: 2 },
    ],
  };
  assert.deepEqual(toCsv(resultTable(data)), [
    'name,change',
    '"\'=HYPERLINK(""x"")",-1.5',
    "'@a,2",
  ]);
});

test('the table lines up, and a missing number is a dash', () => {
  const data = {
    rows: [
      { name: 'long name', value: 1 },
      { name: 'x', value: null },
    ],
  };
  assert.deepEqual(toText(resultTable(data)), ['name       value', 'long name  1', 'x          -']);
});

test('every list of a result has a path, the one that is shown first', () => {
  const data = {
    market: { days: { dates: ['2023-01-03'], values: [1] }, note: 'x' },
    shorts: { lines: { nodes: [{ pnl: 1 }] } },
    flows: [{ netFlow: 5 }, { netFlow: 6 }],
  };
  assert.deepEqual(listPaths(data), ['flows', 'market.days', 'shorts.lines.nodes']);
  assert.deepEqual(resultTable(data), resultTable(valueAt(data, 'flows')));
  assert.deepEqual(resultTable(valueAt(data, 'shorts.lines.nodes')).rows, [[1]]);
});
