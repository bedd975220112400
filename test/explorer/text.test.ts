import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { linkTo, readLink, variablesOf } from '../../src/explorer/ask/link.js';
import { toCsv, toTsv } from '../../src/explorer/result/csv.js';
import { formatShort, formatValue, inWords } from '../../src/explorer/result/format.js';

describe('CSV', () => {
  test('comes back as it went, through a parser that is not ours', () => {
    const rows = [
      ['a "quoted", one', -1.5, null],
      ['two\r\nlines', 1e-7, true],
      [' spaced ', 12345678901234, ['x', 'y']],
    ];
    assert.deepEqual(parse(toCsv(['text', 'number', 'other'], rows)), [
      ['text', 'number', 'other'],
      ['a "quoted", one', '-1.5', ''],
      ['two\r\nlines', '1e-7', 'true'],
      [' spaced ', '12345678901234', 'x; y'],
    ]);
  });

  test('text that a spreadsheet would run is made text, and numbers are left alone', () => {
    const bad = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\uff1d1'];
    const [, ...rows] = parse(
      toCsv(
        ['x'],
        bad.map((it) => [it]),
      ),
    ) as string[][];
    assert.deepEqual(
      rows.map(([it]) => it),
      bad.map((it) => `'${it}`),
    );
    assert.equal(toCsv(['x'], [[-1]]), 'x\r\n-1\r\n');
  });

  test('what is copied has no tabs or lines within a cell', () => {
    assert.equal(toTsv(['a', 'b'], [['x\ty', 'p\nq']]), 'a\tb\nx y\tp q');
  });
});

describe('formats', () => {
  test('follow the scalar', () => {
    assert.equal(formatValue(1234567.891, 'Usd'), '$1,234,568');
    assert.equal(formatValue(-12.5, 'Usd'), '-$12.50');
    assert.equal(formatValue(0.1234567, 'Ratio'), '12.35%');
    assert.equal(formatValue(1234567, 'Shares'), '1,234,567');
    assert.equal(formatValue(0.123456, 'Float'), '0.1235');
    assert.equal(formatValue(true, 'Boolean'), 'yes');
    assert.equal(formatValue(null, 'Usd'), '\u2013');
    assert.equal(formatValue(0, 'Usd'), '$0.00');
    assert.equal(formatShort(-4.8e9, 'Usd'), '-$4.8B');
  });

  test('names become words', () => {
    assert.equal(inWords('averageValue'), 'average value');
    assert.equal(inWords('US_SMALL_CAP'), 'US small cap');
  });
});

const QUERY = 'query Q($on: Date!, $fee: Ratio, $tiers: [CapTier!], $symbol: String!) { a }';

describe('links', () => {
  test('of a saved operation name it with its values', () => {
    const link = linkTo('http://h', 'short-pnl', QUERY, '{"on": "2023-09-08", "fee": 0.003}');
    assert.equal(link, 'http://h/?operation=short-pnl&on=2023-09-08&fee=0.003');
    const asked = readLink(link);
    assert.deepEqual(asked, {
      kind: 'example',
      slug: 'short-pnl',
      values: { on: '2023-09-08', fee: '0.003' },
    });
  });

  test('of any other query hold it behind #, which no server sees', () => {
    const link = linkTo('http://h', null, '{ a(b: "&=#") }', '{"x": 1}');
    assert.equal(new URL(link).search, '');
    const asked = readLink(link);
    assert.deepEqual(asked, { kind: 'query', query: '{ a(b: "&=#") }', variables: '{"x": 1}' });
  });

  test('give values by the types that the query declares', () => {
    const values = { on: '2023-09-08', fee: '0.003', tiers: '["SMALL"]', symbol: '123', z: '1' };
    assert.deepEqual(JSON.parse(variablesOf(QUERY, values)), {
      on: '2023-09-08',
      fee: 0.003,
      tiers: ['SMALL'],
      symbol: '123',
    });
  });

  test('that ask nothing are none', () => {
    assert.equal(readLink('http://h/'), null);
    assert.equal(variablesOf(QUERY, {}), '');
  });
});
