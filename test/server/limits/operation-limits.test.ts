import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { getOperationAST, parse } from 'graphql';
import { type Shape, shapeOf } from '../../../src/server/limits/operation-shape.js';
import { TINY_SCHEMA } from '../tiny.js';

function shape(query: string, name?: string): Shape {
  const document = parse(query);
  const operation = getOperationAST(document, name);
  assert.ok(operation);
  return shapeOf(TINY_SCHEMA, document, operation);
}

const depth = (query: string, name?: string) => shape(query, name).depth;

describe('shapeOf', () => {
  test('counts fields from the root to the deepest leaf', () => {
    assert.equal(depth('{ hello node { child { name } } }'), 3);
  });

  test('inline fragments add no depth', () => {
    assert.equal(depth('{ ... { ... on Query { node { ... { name } } } } }'), 2);
  });

  test('a fragment counts in full where it is spread deepest', () => {
    const query = `query Q { node { ...F child { child { ...F } } } }
      fragment F on Node { child { name } }`;
    assert.equal(depth(query), 5);
  });

  test('only the selected operation is measured', () => {
    const query = 'query A { hello } query B { node { child { name } } }';
    assert.equal(depth(query, 'A'), 1);
    assert.equal(depth(query, 'B'), 3);
  });

  test('a fragment that spreads itself ends', () => {
    const query =
      '{ node { ...F } } fragment F on Node { child { ...G } } fragment G on Node { ...F }';
    assert.ok(depth(query) <= 5);
  });

  test('introspection is not measured, but a fragment of that name is', () => {
    assert.equal(depth('{ __schema { types { fields { type { ofType { name } } } } } }'), 1);
    assert.equal(
      depth('{ ...__schema } fragment __schema on Query { node { child { name } } }'),
      3,
    );
  });

  test('lists inside lists are counted, side by side they are not', () => {
    assert.equal(shape('{ rows { name rows { name } } more: rows { name } }').listDepth, 2);
    assert.equal(shape('{ hello node { name } }').listDepth, 0);
  });

  test('aliases count as often as their fragment is spread', () => {
    const query =
      '{ a: hello ...F x: node { ...N } y: node { ...N } } fragment F on Query { b: hello }';
    assert.equal(shape(`${query} fragment N on Node { c: name d: name }`).aliases, 8);
  });

  test('root fields count through fragments', () => {
    const query =
      '{ hello ... { a: hello } ...F ...F } fragment F on Query { node { name } b: hello }';
    assert.equal(shape(query).rootFields, 6);
  });

  test('directives count wherever they stand', () => {
    const query = `query { hello @skip(if: false) ... @include(if: true) { hello @skip(if: true) }
      ...F @skip(if: false) ...F } fragment F on Query { a: hello @skip(if: true) }`;
    assert.equal(shape(query).directives, 6);
  });

  test('tokens are those of the document', () => {
    assert.equal(shape('{ hello a: hello } # comment').tokens, 6);
  });

  test('thirty doublings take no time', () => {
    const fragments = Array.from(
      { length: 30 },
      (_, i) => `fragment f${i} on Node { ...f${i + 1} child { a: name ...f${i + 1} } }`,
    );
    const query = `{ node { ...f0 } } ${fragments.join(' ')} fragment f30 on Node { name }`;
    const startedAt = performance.now();
    assert.equal(depth(query), 32);
    assert.equal(shape(query).aliases, 2 ** 30 - 1);
    assert.ok(performance.now() - startedAt < 100);
  });
});
