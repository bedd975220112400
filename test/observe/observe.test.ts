import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { pino } from 'pino';
import { openAccess } from '../../src/access/open-access.js';
import { identifyBy, registerCharges, reserveBy } from '../../src/server/http/identify.js';
import { observe } from '../../src/server/observe-store.js';
import type { RunningServer } from '../../src/server/start-server.js';
import { openStore, type Store } from '../../src/store/store.js';
import { madeKey, OPEN } from '../access/serving.js';
import { until } from '../server/streams/streaming.js';
import { ask, panelOf, SECRET, startTiny, TinySource } from '../server/tiny.js';

describe('a server from outside', () => {
  const lines: string[] = [];
  const service = madeKey('SERVICE');
  const analyst = madeKey('ANALYST');
  let store: Store;
  let server: RunningServer;
  let stop: () => Promise<void>;

  before(async () => {
    store = await openStore('sqlite::memory:');
    await store.migrate('up');
    const sink = new Writable({
      write: (chunk, _, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    const logger = pino({ base: null }, sink);
    const access = await openAccess({
      // As if a proxy brought strangers.
      settings: { ...OPEN, anonymous: 'on', trustedProxies: ['10.0.0.1'] },
      host: '127.0.0.1',
      readKeys: async () => [service.stored, analyst.stored],
      refreshMs: 60_000,
      now: Date.now,
      logger,
    });
    const parts = { access, store, logger, slowMs: 200, names: ['Saved'] };
    server = await startTiny(new TinySource(panelOf(7)), {
      logger,
      identify: identifyBy(access),
      reserve: reserveBy(access),
      cacheBytes: 100_000,
      extend: async (app, inside) => {
        registerCharges(app, access);
        observe(app, inside, parts);
      },
    });
    stop = async () => {
      access.close();
      await server.close();
      await store.close();
    };
  });
  after(() => stop());

  /** The lines of the log that a request has made, each by itself. */
  async function logged(work: () => Promise<unknown>, message = 'request') {
    const from = lines.length;
    await work();
    const found = () =>
      lines
        .slice(from)
        .map((line) => JSON.parse(line))
        .filter(({ msg }) => msg === message);
    await until(() => found().length > 0);
    return found();
  }

  test('logs one line a request, with what it was and cost', async () => {
    const query = 'query Saved { hello }';
    const [line, ...others] = await logged(() => ask(server.url, query, analyst));
    assert.deepEqual(others, []);
    const { operation, hash, cost, cells, ms, dataVersion, keyId, role, status, isCached } = line;
    assert.equal(operation, 'Saved');
    assert.match(hash, /^[0-9a-f]{64}$/);
    assert.deepEqual([cost, cells, dataVersion], [1, 1, 7]);
    assert.deepEqual([keyId, role, status, isCached], [analyst.id, 'ANALYST', 200, false]);
    assert.ok(ms >= 0);
    const [again] = await logged(() => ask(server.url, query, analyst));
    assert.deepEqual([again.isCached, again.operation, again.cells], [true, 'Saved', null]);
  });

  test('logs and counts a client that left before the answer', async () => {
    const leave = async () => {
      const signal = AbortSignal.timeout(100);
      const options = { ...analyst, signal };
      await ask(server.url, 'query Saved { slowVersion(ms: 2000) }', options).catch(() => {});
    };
    const [line, ...others] = await logged(leave);
    assert.deepEqual(others, []);
    assert.deepEqual([line.status, line.cost, line.cells], [499, 1, null]);
    assert.equal(line.keyId, analyst.id);
    const metrics = await fetch(`${server.url}/metrics`, { headers: service.headers });
    assert.match(await metrics.text(), /lowtide_requests_total\{[^}]*status="499"[^}]*\} 1/);
  });

  test('a name with line breaks and terminal colours stays one line without them', async () => {
    const from = lines.length;
    const operationName = 'x\n{"level":60,"msg":"forged"}\u001b[31m';
    await logged(() =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ hello }', operationName }),
      }),
    );
    for (const line of lines.slice(from)) {
      assert.equal(line.trimEnd().split('\n').length, 1);
      assert.ok(!line.includes('\u001b') && JSON.parse(line).msg !== 'forged');
    }
  });

  test('a slow request is told with its variables redacted', async () => {
    const query = 'query Slow($text: String!) { echo(text: $text) slowVersion }';
    const variables = { text: 'my secret' };
    const [line] = await logged(() => ask(server.url, query, { variables }), 'slow request');
    assert.deepEqual(line.variables, { text: '<text of 9>' });
    assert.ok(line.ms >= 200);
  });

  test('tells the client the time it took', async () => {
    const { response } = await ask(server.url, '{ node { name } }');
    assert.match(response.headers.get('server-timing') ?? '', /^total;dur=\d+(\.\d)?$/);
    const again = await ask(server.url, '{ node { name } }');
    assert.match(again.response.headers.get('server-timing') ?? '', /cache;desc=hit$/);
  });

  test('shows metrics to the role service alone where strangers may ask', async () => {
    const statusOf = async (headers: Record<string, string>) =>
      (await fetch(`${server.url}/metrics`, { headers })).status;
    assert.equal(await statusOf({}), 403);
    assert.equal(await statusOf(analyst.headers), 403);
    assert.equal(await statusOf({ 'x-api-key': 'nonsense' }), 401);
    const response = await fetch(`${server.url}/metrics`, service);
    assert.equal(response.status, 200);
    const text = await response.text();
    assert.match(text, /lowtide_requests_total\{operation="Saved",status="200",cached="true"\} 1/);
    assert.match(text, /^lowtide_data_version 7$/m);
    assert.match(text, /^lowtide_quarantined_rows 0$/m);
  });

  test('neither log nor metrics hold a key, a fault of ours or a text of a client', async () => {
    await ask(server.url, '{ echo(text: "private words") }', analyst);
    await ask(server.url, '{ hello }', { headers: { 'x-api-key': `${service.text}x` } });
    const text = await (await fetch(`${server.url}/metrics`, service)).text();
    const all = [...lines, text].join('\n');
    for (const secret of [service.text, analyst.text, 'private words', 'my secret', SECRET]) {
      assert.ok(!all.includes(secret), secret);
    }
  });
});
