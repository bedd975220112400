import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Documents, type TrustMode } from '../../../src/server/documents/documents.js';
import { documentHash } from '../../../src/server/documents/manifest.js';
import type { RunningServer } from '../../../src/server/start-server.js';
import { panelOf, startTiny, TINY_SCHEMA, TinySource } from '../tiny.js';

const TRUSTED = 'query Trusted($t: String!) { echo(text: $t) hello }';
const FREE = '{ free: hello }';
const MANIFEST = new Map([
  ['greeting', TRUSTED],
  [documentHash(TRUSTED), TRUSTED],
]);
const VARIABLES = { t: 'x' };
const JSON_TYPE = { 'content-type': 'application/json' };

interface Answered {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

interface Told {
  readonly status: number;
  readonly json: Answered;
  readonly headers: Headers;
}

async function told(response: Response): Promise<Told> {
  const text = await response.text();
  const json: Answered = text === '' ? {} : JSON.parse(text);
  return { status: response.status, json, headers: response.headers };
}

async function post(server: RunningServer, body: object): Promise<Told> {
  const url = `${server.url}/graphql`;
  return told(await fetch(url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) }));
}

async function get(
  server: RunningServer,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Told> {
  return told(await fetch(`${server.url}/graphql?${new URLSearchParams(parameters)}`, { headers }));
}

const apq = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } });
const codeOf = ({ json }: Told) => json.errors?.[0]?.extensions?.code;

/** Servers of all modes, and how often `hello` was computed. */
let calls = 0;
const servers = {} as Record<TrustMode, RunningServer>;
const hello = TINY_SCHEMA.getQueryType()?.getFields().hello;
const resolve = hello?.resolve;

before(async () => {
  assert.ok(hello);
  hello.resolve = () => {
    calls++;
    return 'world';
  };
  for (const mode of ['off', 'prefer', 'require'] as const) {
    const documents = new Documents(mode, mode === 'off' ? new Map() : MANIFEST);
    const source = new TinySource(panelOf(1));
    servers[mode] = await startTiny(source, { documents, cacheBytes: 1_000_000 });
  }
});
after(async () => {
  if (hello && resolve) hello.resolve = resolve;
  for (const server of Object.values(servers)) await server.close();
});

describe('trusted documents', () => {
  for (const mode of ['prefer', 'require'] as const) {
    test(`are taken by id, by hash and as an extension where the mode is ${mode}`, async () => {
      const server = servers[mode];
      const hash = documentHash(TRUSTED);
      for (const body of [
        { documentId: 'greeting', variables: VARIABLES },
        { documentId: `sha256:${hash}`, variables: VARIABLES },
        { documentId: hash, query: TRUSTED, operationName: 'Trusted', variables: VARIABLES },
        { extensions: apq(hash), variables: VARIABLES },
        { query: TRUSTED, variables: VARIABLES },
      ]) {
        const { status, json } = await post(server, body);
        assert.equal(status, 200, JSON.stringify(json));
        assert.deepEqual(json.data, { echo: 'x', hello: 'world' });
      }
    });

    test(`are cacheable by GET without a preflight where the mode is ${mode}`, async () => {
      const server = servers[mode];
      const asked = { documentId: 'greeting', variables: JSON.stringify(VARIABLES) };
      const first = await get(server, asked);
      assert.deepEqual(first.json.data, { echo: 'x', hello: 'world' });
      assert.match(first.headers.get('cache-control') ?? '', /^public, max-age=5/);
      const tag = first.headers.get('etag') as string;
      const earlier = calls;
      const again = await get(server, asked, { 'if-none-match': tag });
      assert.equal(again.status, 304);
      assert.equal(calls, earlier);
      const other = { ...asked, variables: '{"t": "y"}' };
      assert.equal((await get(server, other, { 'if-none-match': tag })).status, 200);
      const wrong = await get(server, { documentId: 'greeting' });
      assert.equal(codeOf(wrong), 'BAD_USER_INPUT');
      assert.equal(wrong.headers.get('cache-control'), 'no-store');
    });

    test(`do not go with another text where the mode is ${mode}`, async () => {
      const earlier = calls;
      const answer = await post(servers[mode], { documentId: 'greeting', query: FREE });
      assert.deepEqual([answer.status, codeOf(answer)], [400, 'DOCUMENT_MISMATCH']);
      assert.equal(calls, earlier);
    });
  }

  test('are unknown where the mode is off, and an unknown id is said', async () => {
    const off = await post(servers.off, { documentId: 'greeting', variables: VARIABLES });
    assert.equal(codeOf(off), 'BAD_REQUEST');
    const unknown = await post(servers.prefer, { documentId: 'nobody' });
    assert.deepEqual([unknown.status, codeOf(unknown)], [404, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  test('are all that is executed where trust is required', async () => {
    const earlier = calls;
    const hash = documentHash(FREE);
    for (const body of [
      { query: FREE },
      { query: `${TRUSTED} `, variables: VARIABLES },
      { query: '{ broken(' },
      { query: FREE, documentId: 'nobody' },
      { documentId: 'nobody' },
      { query: FREE, extensions: apq(hash) },
      { extensions: apq(hash) },
      { query: FREE, extensions: [] },
      { query: FREE, variables: 5 },
      { query: [FREE] },
      {},
    ]) {
      const answer = await post(servers.require, body);
      assert.deepEqual([answer.status, codeOf(answer)], [403, 'DOCUMENT_NOT_TRUSTED']);
    }
    const asked: Record<string, string>[] = [{ query: FREE }, { query: FREE, extensions: '{' }];
    for (const parameters of asked) {
      for (const headers of [JSON_TYPE, {}, { 'content-type': 'message/x' }]) {
        const answer = await get(servers.require, parameters, headers);
        assert.deepEqual([answer.status, codeOf(answer)], [403, 'DOCUMENT_NOT_TRUSTED']);
      }
    }
    assert.equal(calls, earlier);
  });

  test('are all that is streamed where trust is required', async () => {
    const response = await fetch(`${servers.require.url}/graphql/stream`, {
      method: 'POST',
      headers: { ...JSON_TYPE, accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { dataVersionPublished { number } }' }),
    });
    assert.match(await response.text(), /DOCUMENT_NOT_TRUSTED/);
  });
});

describe('automatically persisted queries', () => {
  for (const mode of ['off', 'prefer'] as const) {
    test(`are asked for by their text once where the mode is ${mode}`, async () => {
      const server = servers[mode];
      const extensions = apq(documentHash(FREE));
      const unknown = await post(server, { extensions });
      assert.deepEqual([unknown.status, codeOf(unknown)], [200, 'PERSISTED_QUERY_NOT_FOUND']);
      const registered = await post(server, { query: FREE, extensions });
      assert.deepEqual(registered.json.data, { free: 'world' });
      const known = await post(server, { extensions });
      assert.deepEqual(known.json, registered.json);
      const stringified = { extensions: JSON.stringify(extensions) };
      assert.deepEqual((await get(server, stringified, JSON_TYPE)).json, registered.json);
      // A page of another site cannot ask by hash either.
      assert.equal(
        (await get(server, stringified, { 'sec-fetch-site': 'cross-site' })).status,
        403,
      );
    });
  }

  test('with the hash of another text are refused, and not kept', async () => {
    const hash = documentHash('{ other: hello }');
    const answer = await post(servers.prefer, { query: FREE, extensions: apq(hash) });
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'DOCUMENT_MISMATCH']);
    const later = await post(servers.prefer, { extensions: apq(hash) });
    assert.equal(codeOf(later), 'PERSISTED_QUERY_NOT_FOUND');
  });

  test('that are not valid are not kept', async () => {
    const wrong = '{ hallo }';
    const extensions = apq(documentHash(wrong));
    await post(servers.prefer, { query: wrong, extensions });
    assert.equal(codeOf(await post(servers.prefer, { extensions })), 'PERSISTED_QUERY_NOT_FOUND');
  });

  test('take a bounded space, however many there are', () => {
    const documents = new Documents('prefer', new Map());
    const textOf = (k: number) => `{ a${k}: hello ${' '.repeat(1_000)}}`;
    for (let k = 0; k < 20_000; k++) documents.keep(`${k}`, textOf(k));
    const found = (k: number) => documents.resolve({ query: null, documentId: null, hash: `${k}` });
    const kept = Array.from({ length: 20_000 }, (_, k) => k).filter(
      (k) => 'query' in (found(k) ?? {}),
    );
    assert.ok(kept.length > 1_000 && kept.length < 5_000, `${kept.length}`);
    assert.equal(kept.at(-1), 19_999);
  });
});
