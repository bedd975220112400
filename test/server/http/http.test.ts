import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RunningServer } from '../../../src/server/start-server.js';
import { panelOf, startTiny, TinySource } from '../tiny.js';

describe('HTTP around GraphQL', () => {
  let server: RunningServer;
  before(async () => {
    server = await startTiny(new TinySource(panelOf(1)));
  });
  after(() => server.close());

  const JSON_TYPE = { 'content-type': 'application/json' };

  for (const [what, payload] of [
    ['half a document', '{"query": "{ hello'],
    ['no body', ''],
    ['a key that would poison objects', '{"query": "{ hello }", "__proto__": {"a": 1}}'],
    ['bytes that are not text', Buffer.from([0xff, 0xfe, 0x00])],
  ] as const) {
    test(`${what} is 400 as JSON, without a stack`, async () => {
      const answer = await server.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: JSON_TYPE,
        payload,
      });
      assert.equal(answer.statusCode, 400);
      assert.match(String(answer.headers['content-type']), /^application\/json/);
      assert.equal(answer.json().errors[0].extensions.code, 'BAD_REQUEST');
      assert.doesNotMatch(answer.body, /stack|node_modules|at Object/);
    });
  }

  for (const payload of ['null', '5', '"text"', 'true', '[]']) {
    test(`a body of ${payload} is 400`, async () => {
      const answer = await server.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: JSON_TYPE,
        payload,
      });
      assert.equal(answer.statusCode, 400);
      assert.equal(answer.json().errors[0].extensions.code, 'BAD_REQUEST');
    });
  }

  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    test(`${type} is 415: a form of another site can send it`, async () => {
      const answer = await server.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': type },
        payload: '{"query": "{ hello }"}',
      });
      assert.equal(answer.statusCode, 415);
      assert.equal(answer.json().errors[0].extensions.code, 'UNSUPPORTED_MEDIA_TYPE');
    });
  }

  test('GET needs no header, as address bars and spreadsheets send none', async () => {
    const url = '/graphql?query={hello}';
    const bare = await server.app.inject({ method: 'GET', url });
    assert.deepEqual(bare.json().data, { hello: 'world' });
    const asked = await server.app.inject({ method: 'GET', url, headers: JSON_TYPE });
    assert.deepEqual(asked.json().data, { hello: 'world' });
  });

  for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
    test(`${method} is 405 and names what is allowed`, async () => {
      const answer = await server.app.inject({
        method,
        url: '/graphql',
        headers: JSON_TYPE,
        payload: '{"query": "{ hello }"}',
      });
      assert.equal(answer.statusCode, 405);
      assert.equal(answer.headers.allow, 'GET, POST');
    });
  }

  test('an unknown path is 404 as JSON and says where things are', async () => {
    const answer = await server.app.inject({ method: 'GET', url: '/nowhere' });
    assert.equal(answer.statusCode, 404);
    assert.match(answer.json().errors[0].message, /\/graphql/);
    assert.equal(answer.json().errors[0].extensions.code, 'NOT_FOUND');
  });

  test('scripts may come from this server only, on every answer', async () => {
    for (const url of ['/', '/health/live', '/nowhere']) {
      const { headers } = await server.app.inject({ method: 'GET', url });
      const policy = String(headers['content-security-policy']).split(';');
      assert.ok(policy.includes("default-src 'self'"), url);
      assert.ok(policy.includes("script-src 'self'"), url);
      assert.ok(policy.includes("connect-src 'self'"), url);
      assert.ok(policy.includes("frame-ancestors 'none'"), url);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
    }
  });

  test('no other origin is let in', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...JSON_TYPE, origin: 'https://evil.example' },
      payload: '{"query": "{ hello }"}',
    });
    const names = Object.keys(answer.headers).filter((name) => name.startsWith('access-control'));
    assert.deepEqual(names, []);
  });

  test('nothing says what the server is made of', async () => {
    const { headers } = await server.app.inject({ method: 'GET', url: '/' });
    assert.equal(headers['x-powered-by'], undefined);
    assert.equal(headers.server, undefined);
  });
});
