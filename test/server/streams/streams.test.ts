import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningServer } from '../../../src/server/start-server.js';
import { listen, openStream, until } from './streaming.js';
import { ask, panelOf, startTiny, TinySource } from '../tiny.js';

describe('the route of streams', () => {
  let server: RunningServer;
  before(async () => {
    server = await startTiny(new TinySource(panelOf(1)));
  });
  after(() => server.close());

  test('answers with server-sent events, under the headers of every answer', async () => {
    const { response, abort } = await openStream(server.url);
    assert.equal(response.status, 200);
    assert.match(String(response.headers.get('content-type')), /^text\/event-stream/);
    assert.equal(response.headers.get('cache-control'), 'no-cache');
    assert.equal(response.headers.get('x-accel-buffering'), 'no');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.match(String(response.headers.get('content-security-policy')), /script-src 'self'/);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    abort();
  });

  for (const accept of ['*/*', 'text/event-stream, application/json;q=0.5']) {
    test(`takes a client that accepts ${accept}`, async () => {
      const { response, abort } = await openStream(server.url, { headers: { accept } });
      assert.match(String(response.headers.get('content-type')), /^text\/event-stream/);
      abort();
    });
  }

  for (const [what, options, status, code] of [
    ['GET, which a foreign page can send', { method: 'GET' }, 405, 'METHOD_NOT_ALLOWED'],
    ['PUT, which would share a connection', { method: 'PUT' }, 405, 'METHOD_NOT_ALLOWED'],
    [
      'a client that accepts JSON only',
      { headers: { accept: 'application/json' } },
      406,
      'NOT_ACCEPTABLE',
    ],
    [
      'text, which a foreign page can send',
      { headers: { 'content-type': 'text/plain' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a body without a query', { query: '' }, 400, 'BAD_REQUEST'],
  ] as const) {
    test(`refuses ${what}`, async () => {
      const { response } = await openStream(server.url, options);
      assert.equal(response.status, status);
      assert.equal(JSON.parse(await response.text()).errors[0].extensions.code, code);
      assert.equal(server.streams.count, 0);
    });
  }

  for (const payload of [
    'null',
    '[]',
    '{"query": 5}',
    '{"query": "{ hello }", "variables": []}',
    '{"query": "{ hello }", "operationName": 5}',
  ]) {
    test(`refuses a body of ${payload}`, async () => {
      const { statusCode, body } = await server.app.inject({
        method: 'POST',
        url: '/graphql/stream',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        payload,
      });
      assert.equal(statusCode, 400);
      assert.equal(JSON.parse(body).errors[0].extensions.code, 'BAD_REQUEST');
    });
  }
});

describe('places of streams', () => {
  test('a hundred are open at once, the next is told to come again', async () => {
    const source = new TinySource(panelOf(1));
    const server = await startTiny(source);
    try {
      const listeners = await Promise.all(Array.from({ length: 100 }, () => listen(server.url)));
      assert.equal(server.streams.count, 100);
      const { response } = await openStream(server.url);
      assert.equal(response.status, 503);
      assert.equal(response.headers.get('retry-after'), '10');
      const [error] = JSON.parse(await response.text()).errors;
      assert.equal(error.message, 'The limit of 100 open streams is reached.');
      assert.equal((await ask(server.url, '{ hello }')).status, 200);
      source.panel = panelOf(2);
      for (const listener of listeners) {
        assert.equal((await listener.next())?.data?.dataVersionPublished.number, 2);
        listener.leave();
      }
      await until(() => server.streams.count === 0);
    } finally {
      await server.close();
    }
  });

  test('a client that hangs up frees its place at once', async () => {
    const server = await startTiny(new TinySource(panelOf(1)), { maxSubscriptions: 1 });
    try {
      const first = await openStream(server.url);
      assert.equal((await openStream(server.url)).response.status, 503);
      first.abort();
      await until(() => server.streams.count === 0, 500);
      const second = await openStream(server.url);
      assert.equal(second.response.status, 200);
      second.abort();
    } finally {
      await server.close();
    }
  });

  test('a refused operation keeps no place', async () => {
    const server = await startTiny(new TinySource(panelOf(1)), { maxSubscriptions: 1 });
    try {
      for (let round = 0; round < 3; round++) {
        const listener = await listen(server.url, '{ hello }');
        assert.equal((await listener.next())?.errors?.length, 1);
        assert.equal(await listener.next(), null);
        await until(() => server.streams.count === 0, 500);
      }
    } finally {
      await server.close();
    }
  });

  test('five hundred clients that hang up while they are checked leave none behind', async () => {
    const server = await startTiny(new TinySource(panelOf(1)), { maxSubscriptions: 1_000 });
    const body = JSON.stringify({ query: 'subscription { dataVersionPublished { number } }' });
    const head =
      'POST /graphql/stream HTTP/1.1\r\nhost: tiny\r\ncontent-type: application/json\r\n' +
      `accept: text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n`;
    try {
      const { port } = new URL(server.url);
      const all = Array.from({ length: 500 }, (_, i) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(head + body, () => setTimeout(() => socket.resetAndDestroy(), i % 7));
        });
        return new Promise<void>((resolve) => socket.once('close', () => resolve()));
      });
      await Promise.all(all);
      await until(() => server.streams.count === 0);
      const listener = await listen(server.url);
      listener.leave();
    } finally {
      await server.close();
    }
  });

  test('a reader that takes nothing is cut off, and one that reads is not', async () => {
    const source = new TinySource(panelOf(1));
    const server = await startTiny(source, { stalledMs: 250 });
    try {
      // Sixteen megabytes are more than the sockets between the two hold.
      const stalled = await openStream(server.url, { query: 'subscription { longText }' });
      const reader = await listen(server.url);
      for (let number = 2; number < 8; number++) {
        source.panel = panelOf(number);
        assert.equal((await reader.next())?.data?.dataVersionPublished.number, number);
        await pause(100);
      }
      assert.equal(server.streams.count, 1);
      await assert.rejects(stalled.response.text());
      reader.leave();
    } finally {
      await server.close();
    }
  });
});

describe('streams of a server that stops', () => {
  test('are completed after readiness has failed, and the stop does not wait', async () => {
    const server = await startTiny(new TinySource(panelOf(1)));
    const listeners = await Promise.all(Array.from({ length: 20 }, () => listen(server.url)));
    const startedAt = performance.now();
    const closing = server.close();
    const ready = await server.app.inject({ method: 'GET', url: '/health/ready' });
    assert.equal(ready.statusCode, 503);
    for (const listener of listeners) assert.equal(await listener.next(), null);
    await closing;
    assert.equal(server.streams.count, 0);
    assert.ok(performance.now() - startedAt < 1_000);
  });

  test('are not begun any more', async () => {
    const server = await startTiny(new TinySource(panelOf(1)));
    const closing = server.close();
    const { statusCode, headers, body } = await server.app.inject({
      method: 'POST',
      url: '/graphql/stream',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      payload: { query: 'subscription { dataVersionPublished { number } }' },
    });
    assert.equal(statusCode, 503);
    assert.equal(headers['retry-after'], '10');
    assert.equal(JSON.parse(body).errors[0].message, 'The server is stopping.');
    await closing;
  });

  test('are cut when their reader does not take the end', async () => {
    const source = new TinySource(panelOf(1));
    const server = await startTiny(source);
    const { response } = await openStream(server.url, { query: 'subscription { longText }' });
    source.panel = panelOf(2);
    await server.holder.refresh();
    await pause(200);
    const startedAt = performance.now();
    await server.close();
    assert.ok(performance.now() - startedAt < 3_000);
    await assert.rejects(response.text());
  });
});
