import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { repoRoot } from '../kernels/golden.js';
import { brokenPromises } from './breaking.js';

const read = (name: string) => readFileSync(join(repoRoot(), 'schema', name), 'utf8');

test('clients of the released schema are served by this one', () => {
  const today = new Date().toISOString().slice(0, 10);
  assert.deepEqual(brokenPromises(read('released.graphql'), read('schema.graphql'), today), []);
});

describe('the gate', () => {
  const BEFORE = `
    enum Side { LONG SHORT @deprecated(reason: "Use \`LONG\` instead. Removal on 2024-03-01.") }
    type Query {
      price(on: String, basis: Int = 1): Float!
      old: Int @deprecated(reason: "Use \`price\` instead. Removal on 2024-03-01.")
      side: Side
    }`;
  const judged = (from: string, to: string, today = '2024-02-29') =>
    brokenPromises(BEFORE, BEFORE.replace(from, to), today);

  test('lets additions pass', () => {
    assert.deepEqual(judged('side: Side', 'side: Side low: Float'), []);
    assert.deepEqual(judged('enum Side { LONG', 'enum Side { LONG FLAT'), []);
    assert.deepEqual(judged('price(on: String', 'price(on: String, at: Int'), []);
  });

  test('stops a removal without deprecation', () => {
    assert.deepEqual(judged('side: Side', ''), ['Query.side was removed.']);
    assert.deepEqual(judged('on: String,', ''), ['Query.price arg on was removed.']);
    assert.deepEqual(judged('LONG', 'FLAT'), ['LONG was removed from enum type Side.']);
  });

  test('stops a removal before its date and lets it pass from then on', () => {
    const field = /old: Int @deprecated\(.*?\)/.exec(BEFORE)?.[0] ?? '';
    const value = /SHORT @deprecated\(.*?\)/.exec(BEFORE)?.[0] ?? '';
    assert.deepEqual(judged(field, ''), ['Query.old was removed.']);
    assert.deepEqual(judged(field, '', '2024-03-01'), []);
    assert.deepEqual(judged(value, ''), ['SHORT was removed from enum type Side.']);
    assert.deepEqual(judged(value, '', '2024-03-01'), []);
  });

  test('stops another type, a required argument and another default', () => {
    assert.deepEqual(judged('Float!', 'Float'), ['Query.price changed type from Float! to Float.']);
    assert.deepEqual(judged('on: String', 'on: String!'), [
      'Query.price arg on has changed type from String to String!.',
    ]);
    assert.deepEqual(judged('= 1', '= 2'), [
      'Query.price arg basis has changed defaultValue from 1 to 2.',
    ]);
  });
});
