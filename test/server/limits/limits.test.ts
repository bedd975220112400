import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ROLE_LIMITS } from '../../../src/graphql/limits.js';
import type { RunningServer } from '../../../src/server/start-server.js';
import { ask, panelOf, startTiny, TinySource } from '../tiny.js';

const MAX_DEPTH = ROLE_LIMITS.ANONYMOUS.maxDepth;

/** A query of `depth` fields from the root to the leaf. */
function deep(depth: number): string {
  return `{ node ${'{ child '.repeat(depth - 2)}{ name }${' }'.repeat(depth - 2)} }`;
}

/** Fragments that double at each step: small as text, 2^steps selections when spread out. */
function fanOut(steps: number): string {
  const fragments = Array.from(
    { length: steps },
    (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`,
  );
  return `{ ...f0 } ${fragments.join(' ')} fragment f${steps} on Query { hello }`;
}

describe('limits of a request', () => {
  let server: RunningServer;
  before(async () => {
    server = await startTiny(new TinySource(panelOf(1)));
  });
  after(() => server.close());

  async function refusal(query: string) {
    const { status, text, json } = await ask(server.url, query, {
      headers: { accept: 'application/graphql-response+json' },
    });
    assert.equal(status, 400);
    return { ...json.errors[0], count: json.errors.length, bytes: text.length };
  }

  test('the greatest depth is answered', async () => {
    const { json } = await ask(server.url, deep(MAX_DEPTH));
    assert.equal(json.errors, undefined);
  });

  test('one more is refused, with both numbers', async () => {
    const { message, extensions } = await refusal(deep(MAX_DEPTH + 1));
    assert.equal(message, 'The operation is 9 fields deep; the limit is 8.');
    assert.equal(extensions.code, 'OPERATION_LIMIT');
  });

  test('too many tokens are refused before anything else', async () => {
    const aliases = Array.from({ length: 2_500 }, (_, i) => `a${i}: hello`);
    const { message, extensions } = await refusal(`{ ${aliases.join(' ')} }`);
    assert.match(message, /names "hello" more than 100 times in a row/);
    assert.equal(extensions.code, 'OPERATION_LIMIT');
  });

  test('fragments that fan out are refused within moments', async () => {
    const startedAt = performance.now();
    const { message } = await refusal(fanOut(24));
    assert.match(message, /too many selections/);
    assert.ok(performance.now() - startedAt < 1_000);
  });

  test('a thousand wrong fields make a short answer', async () => {
    const wrong = Array.from({ length: 1_000 }, (_, i) => `x${i}`);
    const { count, bytes } = await refusal(`{ ${wrong.join(' ')} }`);
    assert.ok(count <= 21, `${count} errors`);
    assert.ok(bytes < 8_192, `${bytes} bytes`);
  });

  test('a batch of operations is refused', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: '{ hello }' }, { query: '{ hello }' }]),
    });
    assert.equal(response.status, 400);
    assert.equal(JSON.parse(await response.text()).errors[0].extensions.code, 'BAD_REQUEST');
  });

  test('a body above 256 KB is refused as JSON', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ hello }', variables: { a: 'x'.repeat(256 * 1024) } }),
    });
    assert.equal(response.status, 413);
    assert.equal(JSON.parse(await response.text()).errors[0].extensions.code, 'PAYLOAD_TOO_LARGE');
  });

  test('a body just below it is read', async () => {
    const { json } = await ask(server.url, '{ hello }', {
      variables: Object.fromEntries(
        Array.from({ length: 2_000 }, (_, k) => [`a${k}`, 'x'.repeat(110)]),
      ),
    });
    assert.equal(json.data.hello, 'world');
  });
});
