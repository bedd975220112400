import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AnswerCache, type StoredAnswer } from '../../../src/server/answers/answer-cache.js';

function answerOf(bytes: number): StoredAnswer {
  const body = Buffer.alloc(bytes, 'a');
  const contentType = 'application/json';
  return { body, contentType, packed: {}, operationName: null, documentHash: null, cost: null };
}

describe('the cache of answers', () => {
  test('stays below its bytes, and the one not asked for longest goes first', () => {
    const cache = new AnswerCache(100_000);
    for (let k = 0; k < 9; k++) cache.keep(`${k}`, answerOf(10_000));
    cache.find('0');
    cache.keep('9', answerOf(10_000));
    assert.ok(cache.bytes <= 100_000);
    assert.ok(cache.find('0') !== undefined);
    assert.equal(cache.find('1'), undefined);
  });

  test('an answer that would push out too many others is not kept', () => {
    const cache = new AnswerCache(100_000);
    cache.keep('large', answerOf(20_000));
    assert.equal(cache.find('large'), undefined);
    assert.equal(cache.bytes, 0);
  });

  test('a packed body is made once and counted', async () => {
    const cache = new AnswerCache(1_000_000);
    cache.keep('k', answerOf(50_000));
    const before = cache.bytes;
    const find = () => cache.find('k') as StoredAnswer;
    const packed = await cache.packed('k', find(), 'br');
    assert.equal(await cache.packed('k', find(), 'br'), packed);
    assert.equal(cache.bytes, before + packed.length);
  });

  test('packing does not bring back an answer that went meanwhile', async () => {
    const cache = new AnswerCache(100_000);
    const answer = answerOf(10_000);
    cache.keep('k', answer);
    const packing = cache.packed('k', answer, 'gzip');
    for (let k = 0; k < 10; k++) cache.keep(`${k}`, answerOf(10_000));
    await packing;
    assert.equal(cache.find('k'), undefined);
  });
});
