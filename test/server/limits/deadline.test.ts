import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { callerOf, type RequestLimits } from '../../../src/graphql/limits.js';
import { Deadline } from '../../../src/server/limits/deadline.js';
import { executeOperation } from '../../../src/server/execute.js';
import { createApollo } from '../../../src/server/apollo.js';
import { createLogger } from '../../../src/server/logger.js';
import type { RunningServer } from '../../../src/server/start-server.js';
import type { ServerContext } from '../../../src/server/request-context.js';
import { ask, panelOf, startTiny, TINY_SCHEMA, tinyContext, TinySource } from '../tiny.js';

const HEADERS = { headers: { accept: 'application/graphql-response+json' } };

/** A stranger with other limits. */
function strangerWith(limits: Partial<RequestLimits>) {
  const anonymous = callerOf('ANONYMOUS');
  return { ...anonymous, limits: { ...anonymous.limits, ...limits } };
}

describe('a deadline', () => {
  const tick = () => pause(5);

  test('is over after its time when nobody tells of work', async () => {
    const deadline = new Deadline(40);
    await pause(25);
    assert.equal(deadline.signal.aborted, false);
    await pause(60);
    assert.equal(deadline.signal.reason.code, 'TIMEOUT');
  });

  test('counts a quarter of the time in which the work does not advance', async () => {
    const begun = performance.now();
    const deadline = new Deadline(60);
    deadline.countWork(() => 0);
    while (!deadline.signal.aborted) await tick();
    const ms = performance.now() - begun;
    assert.ok(ms > 230 && ms < 700, `${ms} ms`);
  });

  test('counts work that advances in full', async () => {
    const begun = performance.now();
    const deadline = new Deadline(60);
    deadline.countWork(() => performance.now());
    while (!deadline.signal.aborted) await tick();
    const ms = performance.now() - begun;
    assert.ok(ms > 55 && ms < 200, `${ms} ms`);
  });

  test('counts the time before the work begins in full', async () => {
    const begun = performance.now();
    const deadline = new Deadline(60);
    await pause(40);
    deadline.countWork(() => 0);
    while (!deadline.signal.aborted) await tick();
    const ms = performance.now() - begun;
    assert.ok(ms > 100 && ms < 220, `${ms} ms`);
  });

  test('is never over once the answer is there', async () => {
    const deadline = new Deadline(20);
    deadline.end(true);
    await pause(60);
    assert.equal(deadline.signal.aborted, false);
  });
});

describe('limits of an answer', () => {
  const caller = strangerWith({ maxMs: 100, maxBytes: 2_000 });
  let server: RunningServer;
  before(async () => {
    server = await startTiny(new TinySource(panelOf(1)), {
      identify: () => caller,
      cacheBytes: 1_000_000,
    });
  });
  after(() => server.close());

  test('one that takes too long is given up at the limit', async () => {
    const startedAt = performance.now();
    const { status, json } = await ask(server.url, '{ slowVersion(ms: 4000) }', HEADERS);
    assert.equal(status, 503);
    assert.equal(json.errors[0].extensions.code, 'TIMEOUT');
    assert.match(json.errors[0].message, /more than the 0.1 s that a request may take/);
    assert.ok(performance.now() - startedAt < 3_500, 'the field itself takes 4 s');
    assert.equal((await ask(server.url, '{ hello }')).json.data.hello, 'world');
  });

  test('one that is too long is refused, also when it comes again', async () => {
    const query = '{ echo(text: "abcd", times: 500) }';
    for (let k = 0; k < 2; k++) {
      const { status, json, text } = await ask(server.url, query, HEADERS);
      assert.equal(status, 400);
      assert.deepEqual(json.errors[0].extensions, { code: 'RESPONSE_LIMIT' });
      assert.match(json.errors[0].message, /has 21\d\d bytes and the limit is 2000/);
      assert.ok(text.length < 500);
    }
    const { json } = await ask(server.url, '{ echo(text: "abcd", times: 400) }');
    assert.equal(json.data.echo.length, 1_600);
  });

  test('it is the same without a network', async () => {
    const settings = { methodologyVersion: 'm1', logger: createLogger('silent') };
    const apollo = createApollo<ServerContext>(TINY_SCHEMA, settings);
    await apollo.start();
    const operation = { query: '{ echo(text: "abcd", times: 500) }' };
    const { result } = await executeOperation(apollo, operation, panelOf(1), tinyContext, {
      caller,
    });
    assert.equal(result.errors?.[0]?.extensions?.code, 'RESPONSE_LIMIT');
    await apollo.stop();
  });

  test('a name that would stand in each row has a limit', async () => {
    const { status, json } = await ask(server.url, `{ ${'x'.repeat(300)}: hello }`, HEADERS);
    assert.equal(status, 400);
    assert.equal(json.errors[0].extensions.code, 'OPERATION_LIMIT');
  });
});

test('the work of a client that left is not done', async () => {
  const server = await startTiny(new TinySource(panelOf(1)));
  try {
    const leaving = new AbortController();
    const body = JSON.stringify({ query: '{ slowVersion(ms: 4000) }' });
    const headers = { 'content-type': 'application/json' };
    const options = { method: 'POST', headers, body, signal: leaving.signal };
    const asked = fetch(`${server.url}/graphql`, options).catch(() => 'left');
    await pause(100);
    leaving.abort();
    assert.equal(await asked, 'left');
    // Nothing is under way any more, so that a stop has nothing to wait for.
    const startedAt = performance.now();
    await server.close();
    assert.ok(performance.now() - startedAt < 3_000);
  } finally {
    await server.close();
  }
});
