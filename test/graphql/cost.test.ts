import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildSchema, executeSync, type GraphQLObjectType, getOperationAST, parse } from 'graphql';
import { costOf } from '../../src/graphql/cost-estimate.js';
import { countValues } from '../../src/graphql/count-values.js';
import { valueCounter } from '../../src/graphql/value-counter.js';
import type { MarketSize } from '../../src/graphql/market-size.js';

const schema = buildSchema(`
  enum Interval { DAY WEEK }
  enum By { CAP_TIER SECTOR }
  type Query {
    hello: String
    tags: [String!]!
    indices(symbols: [String!]): [Index!]
    nodes(ids: [ID!]!): [Index]!
    lines(first: Int! = 50): Connection!
    report(where: SecurityFilter, window: Window!): Report
    security: Security
    groups(by: [By!]!, first: Int! = 50): [Index!]!
  }
  type Index {
    name: String
    series(interval: Interval! = DAY): Series!
    lines(first: Int! = 50): Connection!
  }
  type Series { dates: [String!]! values: [Float]! points: [Point!]! }
  type Report { total: Int series(interval: Interval! = DAY): Series! parts: [Part!]! }
  type Part { name: String days(first: Int! = 500): [Int!] security: Security series: Series! }
  type Security { name: String report(window: Window!): Report fails(window: Window!): [Int!] }
  input Window { from: Int to: Int! = 10 }
  input SecurityFilter { symbols: [String!] }
  type Point { endOn: String value: Float }
  type Connection { nodes: [Index!]! totalCount: Int! }
`);

function cost(source: string, variables: Record<string, unknown> = {}, name?: string): number {
  return costOf(schema, parse(source), name, variables).total;
}

/** 8,000 securities; a window of `{from: a, to: b}` has b - a days. */
const spanOf: MarketSize['days'] = ({ from, to }) =>
  (to as number) - ((from as number | null) ?? 0);
const MARKET: MarketSize = { securities: 8_000, days: spanOf, filingDays: spanOf };
const dated = { entriesAYear: 252 };
for (const [type, field] of [
  ['Part', 'days'],
  ['Security', 'fails'],
] as const) {
  const fields = (schema.getType(type) as GraphQLObjectType).getFields();
  Object.assign(fields[field]?.extensions ?? {}, dated);
}

function estimate(source: string, variables: Record<string, unknown> = {}) {
  return costOf(schema, parse(source), null, variables, MARKET);
}

describe('work', () => {
  test('a report reads each security on each day of its window once', () => {
    assert.deepEqual(estimate('{ report(window: {to: 500}) { total } }'), {
      work: (500 * 8_000) / 4_000,
      total: 1_000 + 2,
    });
  });

  test('ten years cost more than a day, and all securities more than two', () => {
    assert.equal(estimate('{ report(window: {to: 1}) { total } }').work, 2);
    const two = '{ report(window: {to: 2520}, where: {symbols: ["A", "B"]}) { total } }';
    assert.equal(estimate(two).work, 2);
    assert.equal(estimate('{ report(window: {to: 2520}) { total } }').work, 5_040);
  });

  test('a window from a variable or its defaults counts the same', () => {
    const source = 'query ($w: Window! = {from: 4}) { report(window: $w) { total } }';
    assert.equal(estimate(source).work, 12);
    assert.equal(estimate(source, { w: { to: 20 } }).work, 40);
  });

  test('a field with arguments inside is one more pass over the whole, not over a part', () => {
    const series = 'series { dates }';
    const source = `{ report(window: {to: 10}) { a: ${series} b: ${series} parts { days } } }`;
    assert.equal(estimate(source).work, 20 * 4);
  });

  test('reports inside a list are as many as its entries', () => {
    const inner = 'security { report(window: {to: 4000}) { total } }';
    assert.equal(estimate(`{ report(window: {to: 1}) { parts { ${inner} } } }`).work, 2 + 10);
  });

  test('the same report by two names is two reports', () => {
    const report = 'report(window: {to: 10}) { total }';
    assert.equal(estimate(`{ a: ${report} b: ${report} }`).work, 40);
    const twice = `{ ...F ... on Query { c: ${report} } } fragment F on Query { ${report} }`;
    assert.equal(estimate(twice).work, 40);
  });

  test('a series is as long as the buckets of its window', () => {
    const cost = (interval: string) =>
      estimate(`{ report(window: {to: 100}) { series(interval: ${interval}) { dates } } }`);
    assert.equal(cost('DAY').total - cost('DAY').work, 1 + 1 + 100);
    assert.equal(cost('WEEK').total - cost('WEEK').work, 1 + 1 + 24);
  });

  test('a dated list is as long as its window, or the one around it, and no longer', () => {
    const values = (source: string) => estimate(source).total - estimate(source).work;
    assert.equal(values('{ security { fails(window: {to: 40}) } }'), 1 + 41);
    assert.equal(values('{ report(window: {to: 30}) { parts { days } } }'), 1 + 10 * (1 + 31));
    assert.equal(values('{ report(window: {to: 30}) { parts { days(first: 7) } } }'), 1 + 10 * 8);
  });

  test('the walk ends once the sum is enough', () => {
    const rows = Array.from({ length: 100 }, (_, k) => `a${k}: tags`).join(' ');
    const { total } = costOf(schema, parse(`{ ${rows} }`), null, {}, MARKET, 50);
    assert.equal(total, 60);
  });
});

describe('countValues', () => {
  for (const [data, count] of [
    [null, 0],
    [{}, 0],
    [{ a: 1, b: null, c: undefined }, 2],
    [{ a: { b: 1 } }, 2],
    [{ a: [1, null, 3] }, 3],
    [{ a: [{ b: 1, c: 2 }, null, { b: 1 }] }, 6],
    [{ a: [[1, 2], [3]] }, 5],
  ] as const) {
    test(JSON.stringify(data), () => assert.equal(countValues(data), count));
  }

  test('is what the estimate says where lists are as long as they may be', () => {
    const source = '{ hello indices(symbols: ["RUT", "SPX"]) { name } }';
    const indices = [{ name: 'a' }, { name: 'b' }];
    assert.equal(countValues({ hello: 'x', indices }), cost(source));
  });
});

describe('valueCounter', () => {
  const data = {
    tags: ['x', 'y'],
    again: null,
    indices: [{ name: 'a', __typename: 'Index', series: { values: [1, null], n: 'b' } }, null],
    report: { total: 1 },
  };
  for (const [name, source] of [
    [
      'fields',
      '{ tags again: hello indices { name __typename series { values } } report { total } }',
    ],
    ['fragments', '{ ...F } fragment F on Query { tags ... on Query { indices { name } } hello }'],
    ['the same field twice', '{ indices { name } indices { series { values } } tags }'],
    ['directives', '{ tags indices { name @skip(if: false) } }'],
    ['introspection', '{ __schema { types { name } } tags }'],
  ] as const) {
    test(name, () => {
      const document = parse(source);
      const shown = executeSync({ schema, document, rootValue: data }).data;
      const operation = getOperationAST(document);
      assert.ok(operation && shown);
      assert.equal(valueCounter(schema, document, operation)(shown), countValues(shown));
      assert.equal(valueCounter(schema, document, operation)(null), 0);
    });
  }
});

describe('costOf', () => {
  test('a value costs one', () => {
    assert.equal(cost('{ hello again: hello }'), 2);
  });

  test('a list without a bound counts as ten', () => {
    assert.equal(cost('{ tags }'), 10);
    assert.equal(cost('{ indices { name } }'), 20);
  });

  test('a list counts as long as its argument', () => {
    assert.equal(cost('{ indices(symbols: ["RUT", "SPX"]) { name } }'), 4);
    assert.equal(cost('{ nodes(ids: ["a", "b", "c"]) { name } }'), 6);
  });

  test('a page counts its rows once for each list of the connection', () => {
    assert.equal(cost('{ lines(first: 20) { nodes { name } totalCount } }'), 1 + 20 * 2 + 1);
  });

  test('a page without an argument counts its default', () => {
    assert.equal(cost('{ lines { nodes { name } } }'), 1 + 50 * 2);
  });

  test('pages within pages multiply', () => {
    const inner = 1 + 500 * 2;
    const source = '{ lines(first: 500) { nodes { lines(first: 500) { nodes { name } } } } }';
    assert.equal(cost(source), 1 + 500 * (1 + inner));
  });

  test('a variable counts as its value, and as its default without one', () => {
    const source = 'query Q($n: Int! = 500) { lines(first: $n) { nodes { name } } }';
    assert.equal(cost(source, { n: 2 }), 5);
    assert.equal(cost(source), 1001);
  });

  test('a series counts as long as a year of its buckets', () => {
    assert.equal(cost('{ indices(symbols: ["a"]) { series { dates } } }'), 1 + 1 + 252);
    assert.equal(
      cost('{ indices(symbols: ["a"]) { series(interval: WEEK) { points { value } } } }'),
      1 + 1 + 56 * 2,
    );
  });

  test('groups count as many as their keys can make', () => {
    assert.equal(cost('{ groups(by: [CAP_TIER]) { name } }'), 14);
    assert.equal(cost('{ groups(by: [CAP_TIER, SECTOR]) { name } }'), 100);
    assert.equal(cost('{ groups(by: [CAP_TIER, SECTOR], first: 500) { name } }'), 168);
  });

  test('fragments count where they are spread', () => {
    const source = '{ ...A } fragment A on Query { hello ...B } fragment B on Query { hello }';
    assert.equal(cost(source), 2);
    assert.equal(cost('{ ... on Query { hello } }'), 1);
  });

  test('what is skipped costs nothing', () => {
    assert.equal(cost('query Q($no: Boolean!) { hello @include(if: $no) }', { no: false }), 0);
    assert.equal(cost('{ hello @skip(if: true) tags @skip(if: false) }'), 10);
  });

  test('introspection is free', () => {
    assert.equal(cost('{ __typename __schema { types { name } } }'), 0);
  });

  test('only the selected operation counts', () => {
    assert.equal(cost('query A { hello } query B { tags }', {}, 'B'), 10);
  });

  test('wrong variables cost nothing, for they are another error', () => {
    assert.equal(cost('query Q($n: Int!) { lines(first: $n) { nodes { name } } }', {}), 0);
  });

  test('a fan-out of fragments is counted without being walked', () => {
    const depth = 60;
    const fragments = Array.from({ length: depth }, (_, k) => {
      const body = k === depth - 1 ? 'hello' : `...F${k + 1} ... on Query { ...F${k + 1} }`;
      return `fragment F${k} on Query { ${body} }`;
    });
    assert.equal(cost(`{ ...F0 } ${fragments.join(' ')}`), 2 ** (depth - 1));
  });

  test('a fragment that spreads itself does not loop', () => {
    assert.equal(cost('{ ...A } fragment A on Query { hello ...A }'), 1);
  });
});
