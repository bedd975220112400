import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse, validate } from 'graphql';
import { depthLimit } from '../../src/server/depth-limit.js';
import { TINY_SCHEMA } from './tiny.js';

function messages(query: string, limit: number): string[] {
  return validate(TINY_SCHEMA, parse(query), [depthLimit(limit)]).map(({ message }) => message);
}

describe('depthLimit', () => {
  test('counts fields from the root to the deepest leaf', () => {
    const query = '{ hello node { child { name } } }';
    assert.deepEqual(messages(query, 3), []);
    assert.deepEqual(messages(query, 2), ['The operation is 3 fields deep; the limit is 2.']);
  });

  test('inline fragments add no depth', () => {
    assert.deepEqual(messages('{ ... { ... on Query { node { ... { name } } } } }', 2), []);
  });

  test('a fragment counts in full where it is spread deepest', () => {
    const query = `query Q { node { ...F child { child { ...F } } } }
      fragment F on Node { child { name } }`;
    assert.deepEqual(messages(query, 5), []);
    assert.deepEqual(messages(query, 4), ['Operation "Q" is 5 fields deep; the limit is 4.']);
  });

  test('each operation of a document is measured', () => {
    const query = 'query A { hello } query B { node { child { name } } }';
    assert.deepEqual(messages(query, 2), ['Operation "B" is 3 fields deep; the limit is 2.']);
  });

  test('a fragment that spreads itself ends', () => {
    const query =
      '{ node { ...F } } fragment F on Node { child { ...G } } fragment G on Node { ...F }';
    assert.deepEqual(messages(query, 5), []);
  });

  test('an unknown fragment has no depth', () => {
    assert.deepEqual(messages('{ node { ...Missing } }', 1), []);
  });

  test('introspection is not measured, but a fragment of that name is', () => {
    const typeOf = '{ __schema { types { fields { type { ofType { name } } } } } }';
    assert.deepEqual(messages(typeOf, 2), []);
    const disguised = '{ ...__schema } fragment __schema on Query { node { child { name } } }';
    assert.deepEqual(messages(disguised, 2).length, 1);
  });

  test('thirty doublings take no time', () => {
    const fragments = Array.from(
      { length: 30 },
      (_, i) => `fragment f${i} on Node { ...f${i + 1} child { ...f${i + 1} } }`,
    );
    const query = `{ node { ...f0 } } ${fragments.join(' ')} fragment f30 on Node { name }`;
    const startedAt = performance.now();
    assert.deepEqual(messages(query, 12), ['The operation is 32 fields deep; the limit is 12.']);
    assert.ok(performance.now() - startedAt < 100);
  });
});
