import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { distinctLabels } from '../../src/explorer/result/tables.js';
import { reading, shapes } from './support/reading.js';

const WINDOW = 'window: {preset: YTD}';

describe('tables of a result', () => {
  test('rows of a connection are flattened, in the order of the query', () => {
    const query = `{ shorts(${WINDOW}) { lines { nodes {
      security { symbol name } stats { pnl pnlRatio } } totalCount } } }`;
    const stats = { pnl: 5, pnlRatio: null };
    const nodes = [{ security: { symbol: 'A', name: 'Alpha' }, stats }];
    const { tables } = reading(query, { shorts: { lines: { nodes, totalCount: 1 } } });
    const [lines] = tables;
    assert.equal(lines?.id, 'shorts.lines.nodes');
    assert.deepEqual(
      lines?.columns.map(({ id, label, type }) => [id, label, type]),
      [
        ['security.symbol', 'symbol', 'String'],
        ['security.name', 'name', 'String'],
        ['stats.pnl', 'pnl', 'Usd'],
        ['stats.pnlRatio', 'pnlRatio', 'Ratio'],
      ],
    );
    assert.deepEqual(lines?.rows, [['A', 'Alpha', 5, null]]);
  });

  test('rows within rows are one table that names the row they are of', () => {
    const query = `{ shorts(${WINDOW}) { lines { nodes {
      security { symbol } days { tradedOn pnl } } } } }`;
    const line = (symbol: string, pnl: number) => ({
      security: { symbol },
      days: [{ tradedOn: '2023-09-08', pnl }],
    });
    const data = { shorts: { lines: { nodes: [line('A', 1), line('B', 2)] } } };
    const days = reading(query, data).tables.find(({ id }) => id.endsWith('days'));
    assert.deepEqual(
      days?.columns.map(({ id }) => id),
      ['of', 'tradedOn', 'pnl'],
    );
    assert.deepEqual(days?.rows, [
      ['A', '2023-09-08', 1],
      ['B', '2023-09-08', 2],
    ]);
  });

  test('one type in several places is a table of totals', () => {
    const report = `shorts(${WINDOW}) { total { pnl } }`;
    const query = `{ a: ${report} b: ${report} }`;
    const data = { a: { total: { pnl: 1 } }, b: { total: { pnl: 2 } } };
    const totals = reading(query, data).tables.find(({ kind }) => kind === 'totals');
    assert.deepEqual(totals?.rows, [
      ['a', 1],
      ['b', 2],
    ]);
  });

  test('single values are rows of figures', () => {
    const { tables } = reading('{ service { version } }', { service: { version: '1' } });
    assert.deepEqual(
      tables.map(({ rows }) => rows),
      [[['service', 'version', '1']]],
    );
  });

  test('fragments and aliases keep their fields', () => {
    const query = `{ x: shorts(${WINDOW}) { ...on Report { window { baseOn } } ...T } }
      fragment T on ShortReport { total { pnl } window { endOn } }`;
    const [x] = shapes(query);
    assert.deepEqual(
      x?.children.map(({ name }) => name),
      ['window', 'total'],
    );
    assert.deepEqual(
      x?.children[0]?.children.map(({ name }) => name),
      ['baseOn', 'endOn'],
    );
  });

  test('data that is null holds nothing', () => {
    const query = `{ shorts(${WINDOW}) { total { pnl } } }`;
    assert.deepEqual(reading(query, null).tables, []);
    assert.deepEqual(reading(query, { shorts: null }).tables, []);
  });

  test('labels keep what tells them apart', () => {
    assert.deepEqual(
      distinctLabels([
        ['a', 'x', 'total'],
        ['a', 'y', 'total'],
      ]),
      ['x', 'y'],
    );
    assert.deepEqual(distinctLabels([['a', 'total']]), ['total']);
  });
});
