import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildSchema, parse } from 'graphql';
import { costOf } from '../../src/graphql/cost-estimate.js';

const schema = buildSchema(`
  enum Interval { DAY WEEK }
  enum By { CAP_TIER SECTOR }
  type Query {
    hello: String
    tags: [String!]!
    indices(symbols: [String!]): [Index!]
    nodes(ids: [ID!]!): [Index]!
    lines(first: Int! = 50): Connection!
    groups(by: [By!]!, first: Int! = 50): [Index!]!
  }
  type Index {
    name: String
    series(interval: Interval! = DAY): Series!
    lines(first: Int! = 50): Connection!
  }
  type Series { dates: [String!]! values: [Float]! points: [Point!]! }
  type Point { endOn: String value: Float }
  type Connection { nodes: [Index!]! totalCount: Int! }
`);

function cost(source: string, variables: Record<string, unknown> = {}, name?: string): number {
  return costOf(schema, parse(source), name, variables);
}

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
      1 + 1 + 52 * 2,
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
