import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { callerOf } from '../../../src/graphql/limits.js';
import { type Asked, answerKey, entityTag } from '../../../src/server/answers/answer-key.js';
import { panelOf } from '../tiny.js';

const ASKED: Asked = { query: '{ hello }', operationName: null, variables: {}, accept: '*/*' };
const anonymous = callerOf('ANONYMOUS');
const key = (asked: Partial<Asked>) => answerKey({ ...ASKED, ...asked }, anonymous, panelOf(1));

describe('the key of an answer', () => {
  test('does not depend on the order of variables, on any level', () => {
    const one = key({ variables: { a: 1, b: { c: [1, { x: 1, y: 2 }], d: null } } });
    const other = key({ variables: { b: { d: null, c: [1, { y: 2, x: 1 }] }, a: 1 } });
    assert.equal(one, other);
  });

  test('depends on everything else', () => {
    const keys = [
      key({}),
      key({ query: '{ hello  }' }),
      key({ operationName: 'A' }),
      key({ operationName: '' }),
      key({ accept: 'application/json' }),
      key({ variables: { a: 1 } }),
      key({ variables: { a: '1' } }),
      key({ variables: { a: null } }),
      key({ variables: { a: [1, 2] } }),
      key({ variables: { a: [2, 1] } }),
      key({ variables: { a: [[1], 2] } }),
      key({ variables: { a: [1, [2]] } }),
      key({ query: '{}\n{ hello }' }),
      answerKey(ASKED, callerOf('ANALYST'), panelOf(1)),
      answerKey(ASKED, anonymous, panelOf(2)),
    ];
    assert.equal(new Set(keys).size, keys.length);
    const tags = keys.map((it) => entityTag(it as string));
    assert.equal(new Set(tags).size, keys.length);
  });

  test('text cannot move from one part into another', () => {
    const accept = '*/*",null]\n{}\n{ hello }';
    assert.notEqual(key({ accept, query: '' }), key({}));
  });

  test('there is none before the first load, for deep variables and for a long header', () => {
    let deep: unknown = 1;
    for (let k = 0; k < 10_000; k++) deep = [deep];
    assert.equal(key({ variables: { deep } }), null);
    assert.equal(key({ accept: 'x'.repeat(500) }), null);
    assert.equal(answerKey(ASKED, anonymous, null), null);
  });
});
