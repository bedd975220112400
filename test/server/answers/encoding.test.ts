import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { encodingOf, pack } from '../../../src/server/answers/encoding.js';

describe('the encoding of an answer', () => {
  for (const [header, encoding] of [
    [undefined, null],
    ['', null],
    ['identity', null],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['gzip;q=0', null],
    ['*', 'br'],
    ['*;q=0', null],
    ['br;q=0, *', 'gzip'],
    ['BR ; Q=1', 'br'],
    ['brotli', null],
  ] as const) {
    test(`${header} is ${encoding}`, () => assert.equal(encodingOf(header, 10_000), encoding));
  }

  test('a short answer is not packed', () => assert.equal(encodingOf('br, gzip', 200), null));

  test('what is packed can be unpacked', async () => {
    const body = Buffer.from('answer '.repeat(1_000));
    for (const isKept of [false, true]) {
      assert.deepEqual(brotliDecompressSync(await pack(body, 'br', isKept)), body);
      assert.deepEqual(gunzipSync(await pack(body, 'gzip', isKept)), body);
    }
  });
});
