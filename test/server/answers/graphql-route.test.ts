import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { callerOf } from '../../../src/graphql/limits.js';
import type { RunningServer } from '../../../src/server/start-server.js';
import { panelOf, startTiny, TINY_SCHEMA, TinySource } from '../tiny.js';

// Answers that are kept, beside a server that keeps none: the same bytes, and computed once.

const JSON_TYPE = { 'content-type': 'application/json' };

/** What a cache in front must tell apart: whoever sends a key in either way is nobody else. */
const VARY = 'accept, accept-encoding, authorization, x-api-key, lowtide-dry-run';

describe('answers that are kept', () => {
  const source = new TinySource(panelOf(1));
  let kept: RunningServer;
  let plain: RunningServer;
  let calls = 0;
  const hello = TINY_SCHEMA.getQueryType()?.getFields().hello;
  const resolve = hello?.resolve;

  before(async () => {
    assert.ok(hello);
    hello.resolve = () => {
      calls++;
      return 'world';
    };
    const identify = (request: { headers: Record<string, unknown> }) =>
      callerOf(request.headers['x-role'] === 'analyst' ? 'ANALYST' : 'ANONYMOUS');
    kept = await startTiny(source, { cacheBytes: 1_000_000, identify });
    plain = await startTiny(source, { isPlain: true, cacheBytes: 1_000_000, identify });
  });
  after(async () => {
    if (hello && resolve) hello.resolve = resolve;
    await kept.close();
    await plain.close();
  });

  async function post(server: RunningServer, body: object, headers: Record<string, string> = {}) {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { ...JSON_TYPE, ...headers },
      body: JSON.stringify(body),
    });
    // The only part of an answer that is another each time.
    const text = (await response.text()).replace(/"requestId":"[^"]+"/, '"requestId"');
    return { status: response.status, text, headers: response.headers };
  }

  async function get(
    server: RunningServer,
    query: string,
    headers: Record<string, string> = JSON_TYPE,
  ) {
    const url = `${server.url}/graphql?query=${encodeURIComponent(query)}`;
    const response = await fetch(url, { headers });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  /** How often the resolver ran for three requests; all answers equal those of the plain server. */
  async function callsFor(body: object, headers: Record<string, string> = {}): Promise<number> {
    const expected = await post(plain, body, headers);
    const earlier = calls;
    for (let k = 0; k < 3; k++) {
      const found = await post(kept, body, headers);
      assert.equal(found.text, expected.text);
      assert.equal(found.status, expected.status);
      for (const name of ['content-type', 'cache-control', 'vary']) {
        assert.equal(found.headers.get(name), expected.headers.get(name), name);
      }
    }
    return calls - earlier;
  }

  test('are computed once, with the same cost in the answer', async () => {
    assert.equal(await callsFor({ query: '{ hello one: hello }' }), 2);
  });

  test('are told apart by variables, in any order, and by operation', async () => {
    const query =
      'query A($a: Int, $t: String!) { hello echo(text: $t, times: $a) } query B { hello }';
    assert.equal(await callsFor({ query, operationName: 'A', variables: { a: 2, t: 'x' } }), 1);
    assert.equal(await callsFor({ query, operationName: 'A', variables: { t: 'x', a: 2 } }), 0);
    assert.equal(await callsFor({ query, operationName: 'A', variables: { t: 'x', a: 3 } }), 1);
    assert.equal(await callsFor({ query, operationName: 'B' }), 1);
  });

  test('are told apart by role', async () => {
    const body = { query: '{ role: hello }' };
    assert.equal(await callsFor(body), 1);
    assert.equal(await callsFor(body, { 'x-role': 'analyst' }), 1);
  });

  test('are told apart by what the client reads', async () => {
    const body = { query: '{ accept: hello }' };
    assert.equal(await callsFor(body, { accept: 'application/json' }), 1);
    assert.equal(await callsFor(body, { accept: 'application/graphql-response+json' }), 1);
    assert.equal(await callsFor(body, { accept: 'text/html' }), 3);
  });

  test('hold no errors', async () => {
    assert.ok((await callsFor({ query: '{ hello fault }' })) >= 3);
    assert.ok((await callsFor({ query: '{ hello unknownSymbol }' })) >= 3);
    const wrong = { query: 'query ($t: String!) { hello echo(text: $t) }', variables: { t: 1 } };
    assert.equal(await callsFor(wrong), 0);
    assert.equal(await callsFor({ query: '{ hello(' }), 0);
    assert.equal(
      (await post(kept, { query: '{ hello(' })).headers.get('cache-control'),
      'no-store',
    );
  });

  test('are not those of a dry run, before or after', async () => {
    const body = { query: '{ dry: hello }' };
    assert.equal(await callsFor(body, { 'lowtide-dry-run': '1' }), 0);
    assert.equal(await callsFor(body), 1);
    assert.equal(await callsFor(body, { 'lowtide-dry-run': '1' }), 0);
  });

  test('are shared between GET, HEAD and POST, but not with pages of other sites', async () => {
    const query = '{ shared: hello }';
    assert.equal(await callsFor({ query }), 1);
    const earlier = calls;
    const found = await get(kept, query, { ...JSON_TYPE, accept: '*/*' });
    assert.equal(found.status, 200);
    assert.equal(calls, earlier);
    assert.equal((await get(kept, query, {})).status, 200);
    const refused = await get(kept, query, { 'sec-fetch-site': 'cross-site' });
    assert.equal(refused.status, 403);
    assert.match(refused.text, /LOWTIDE_CORS_ORIGINS/);
    assert.equal((await get(kept, query, { 'content-type': 'message/x' })).status, 415);
  });

  test('a GET that names the tag is answered 304 without executing', async () => {
    const first = await get(kept, '{ tagged: hello }');
    const tag = first.headers.get('etag');
    assert.ok(tag);
    assert.match(first.headers.get('cache-control') ?? '', /^public, max-age=5/);
    assert.equal(first.headers.get('vary'), VARY);
    const earlier = calls;
    for (const server of [kept, plain]) {
      const again = await get(server, '{ tagged: hello }', { ...JSON_TYPE, 'if-none-match': tag });
      assert.equal(again.status, 304);
      assert.equal(again.text, '');
      assert.equal(again.headers.get('etag'), tag);
      assert.equal(again.headers.get('vary'), VARY);
    }
    assert.equal(calls, earlier);
    const other = await get(kept, '{ other: hello }', { ...JSON_TYPE, 'if-none-match': tag });
    assert.equal(other.status, 200);
    const analyst = { ...JSON_TYPE, 'x-role': 'analyst', 'if-none-match': tag };
    const own = await get(kept, '{ tagged: hello }', analyst);
    assert.equal(own.status, 200);
    assert.equal(own.headers.get('cache-control'), 'private, no-cache');
  });

  test('an error has no tag', async () => {
    const found = await get(kept, '{ fault }');
    assert.equal(found.headers.get('etag'), null);
    assert.equal(found.headers.get('cache-control'), 'no-store');
  });

  test('are packed for those who take it, kept or not', async () => {
    const text = 'x'.repeat(100);
    const body = {
      query: 'query ($t: String!) { echo(text: $t, times: 100) }',
      variables: { t: text },
    };
    for (const encoding of ['br', 'gzip']) {
      for (const server of [kept, kept, plain]) {
        const found = await post(server, body, { 'accept-encoding': encoding });
        assert.equal(found.headers.get('content-encoding'), encoding);
        assert.equal(JSON.parse(found.text).data.echo.length, 10_000);
      }
    }
    const raw = await post(kept, body, { 'accept-encoding': 'identity' });
    assert.equal(raw.headers.get('content-encoding'), null);
  });

  test('are not kept while the store is away, and not those of another version', async () => {
    const body = { query: '{ version: hello loadedVersion }' };
    assert.equal(await callsFor(body), 1);
    source.failure = new Error('away');
    await Promise.all([kept.holder.refresh(), plain.holder.refresh()]);
    assert.equal(await callsFor(body), 3);
    source.failure = null;
    source.panel = panelOf(2);
    await Promise.all([kept.holder.refresh(), plain.holder.refresh()]);
    assert.equal(await callsFor(body), 1);
    assert.equal(JSON.parse((await post(kept, body)).text).data.loadedVersion, 2);
  });
});
