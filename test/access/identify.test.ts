import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { exposureOf, isLoopback } from '../../src/access/exposure.js';
import { OperatorError } from '../../src/errors.js';
import { openStream } from '../server/streams/streaming.js';
import { ask } from '../server/tiny.js';
import { type Guarded, madeKey, OPEN, startGuarded } from './serving.js';

describe('keys over HTTP', () => {
  const analyst = madeKey('ANALYST');
  const revoked = madeKey('SERVICE', { revokedAt: 1 });
  const expired = madeKey('SERVICE', { expiresAt: 1 });
  let guarded: Guarded;
  let closed: Guarded;

  before(async () => {
    const keys = [analyst, revoked, expired].map(({ stored }) => stored);
    guarded = await startGuarded({}, keys);
    closed = await startGuarded({ anonymous: 'off' }, keys);
  });
  after(async () => {
    await guarded.close();
    await closed.close();
  });

  const limitOf = async (url: string, headers: Record<string, string>) =>
    (await ask(url, '{ hello }', { headers })).json.extensions.lowtide.cost.limit;

  test('a caller without a key is anonymous, one with a key has its role', async () => {
    assert.equal(await limitOf(guarded.url, {}), 25_000);
    assert.equal(await limitOf(guarded.url, analyst.headers), 100_000);
    assert.equal(await limitOf(guarded.url, { 'x-api-key': analyst.text }), 100_000);
    assert.equal(await limitOf(guarded.url, { authorization: `bearer ${analyst.text}` }), 100_000);
    // The same question from the cache, by who asks.
    assert.equal(await limitOf(guarded.url, {}), 25_000);
  });

  const wrong: Record<string, Record<string, string>> = {
    'an unknown key': madeKey('SERVICE').headers,
    'a revoked key': revoked.headers,
    'an expired key': expired.headers,
    'a key with another secret': { 'x-api-key': `lt_${analyst.id}_${'A'.repeat(43)}` },
    'no key at all': { 'x-api-key': 'secret' },
    'a token that nobody checks': { authorization: 'Bearer a.b.c' },
    'a key of another length': { 'x-api-key': `${analyst.text}${'A'.repeat(9_000)}` },
  };
  for (const [what, headers] of Object.entries(wrong)) {
    test(`${what} is answered 401, in the words of every other`, async () => {
      const { status, json, response } = await ask(guarded.url, '{ hello }', { headers });
      assert.equal(status, 401);
      assert.equal(response.headers.get('www-authenticate'), 'Bearer realm="lowtide"');
      const message = 'The key or token is unknown, revoked or expired.';
      assert.deepEqual(json, {
        errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }],
      });
    });
  }

  test('a form of authorization that is not Bearer, and two keys at once, are 401', async () => {
    const basic = await ask(guarded.url, '{ hello }', { headers: { authorization: 'Basic eDp5' } });
    const headers = { ...analyst.headers, 'x-api-key': analyst.text };
    const both = await ask(guarded.url, '{ hello }', { headers });
    for (const { status, json } of [basic, both]) {
      assert.equal(status, 401);
      assert.equal(json.errors[0].extensions.code, 'UNAUTHENTICATED');
    }
  });

  test('a key in a URL counts for nothing', async () => {
    const url = `${closed.url}/graphql?query={hello}&api_key=${analyst.text}&key=${analyst.text}`;
    const headers = { 'apollo-require-preflight': '1' };
    assert.equal((await fetch(url, { headers })).status, 401);
  });

  test('without anonymous reading every way needs a key', async () => {
    const post = await ask(closed.url, '{ hello }');
    const get = await fetch(`${closed.url}/graphql?query={hello}`);
    const stream = await openStream(closed.url);
    for (const { status } of [post, get, stream.response]) assert.equal(status, 401);
    stream.abort();
    assert.equal((await ask(closed.url, '{ hello }', analyst)).status, 200);
    const own = await openStream(closed.url, { headers: analyst.headers });
    assert.equal(own.response.status, 200);
    own.abort();
  });

  test('health needs no key', async () => {
    assert.equal((await fetch(`${closed.url}/health/ready`)).status, 200);
  });
});

describe('an address to listen on', () => {
  test('is loopback or not', () => {
    for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost']) assert.ok(isLoopback(host));
    for (const host of ['0.0.0.0', '::', '10.0.0.1', 'example.com', '::ffff:0:1']) {
      assert.ok(!isLoopback(host), host);
    }
  });

  test('that others reach needs a key, a token or the word of the operator', () => {
    assert.throws(
      () => exposureOf('0.0.0.0', OPEN, false),
      (error) => error instanceof OperatorError && /lowtide keys create/.test(error.message),
    );
    assert.deepEqual(exposureOf('0.0.0.0', OPEN, true), {
      isExposed: true,
      mayReadAnonymously: false,
      warning: null,
    });
    const open = exposureOf('0.0.0.0', { ...OPEN, anonymous: 'on' }, false);
    assert.ok(open.mayReadAnonymously);
    assert.match(open.warning ?? '', /everybody who reaches 0\.0\.0\.0/);
  });

  test('on this machine is open, unless a proxy brings others', () => {
    assert.ok(exposureOf('127.0.0.1', OPEN, false).mayReadAnonymously);
    const proxied = { ...OPEN, trustedProxies: ['127.0.0.1'] };
    assert.ok(!exposureOf('127.0.0.1', proxied, true).mayReadAnonymously);
    assert.throws(() => exposureOf('127.0.0.1', { ...OPEN, anonymous: 'off' }, false));
  });
});
