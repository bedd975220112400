import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket as Wire } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { type Guarded, madeKey, startGuarded } from '../../access/serving.js';
import { openStream, until } from '../streams/streaming.js';
import { panelOf, SECRET, startTiny, TINY_PUBLICATIONS, TinySource } from '../tiny.js';
import { answerIn, open, refusalsIn } from './client.js';

const announce = (number: number) =>
  TINY_PUBLICATIONS.publish('dataVersionPublished', panelOf(number).version);

describe('subscriptions over WebSocket', () => {
  const analyst = madeKey('ANALYST');
  let guarded: Guarded;
  let closed: Guarded;

  before(async () => {
    guarded = await startGuarded({}, [analyst.stored]);
    closed = await startGuarded({ anonymous: 'off' }, [analyst.stored]);
  });
  after(async () => {
    await guarded.close();
    await closed.close();
  });

  /** Everything that a test has opened is given back. */
  const allBack = ({ server }: Guarded = guarded) => until(() => server.streams.count === 0);

  test('tell each new version until they are ended', async () => {
    const { socket, messages, send, first } = await open(guarded.url);
    await pause(100);
    announce(5);
    const told = await first();
    assert.equal(told?.type, 'next');
    const { data, lowtide } = answerIn(told);
    assert.deepEqual(data, { dataVersionPublished: { number: 5 } });
    assert.equal(lowtide.dataVersion, 1);
    send({ type: 'complete', id: '1' });
    await pause(100);
    announce(6);
    await pause(100);
    assert.equal(messages.length, 2);
    socket.close();
    await allBack();
  });

  test('take a key from the payload or the head, and no other', async () => {
    const { headers, text } = analyst;
    for (const opening of [
      { payload: headers },
      { payload: { 'x-api-key': text } },
      { headers },
      { headers: madeKey('ANALYST').headers, payload: headers },
    ]) {
      const { socket, messages } = await open(closed.url, opening);
      assert.equal(messages[0]?.type, 'connection_ack');
      socket.close();
    }
    for (const opening of [
      {},
      { payload: madeKey('ANALYST').headers },
      { payload: { authorization: 7 } },
      { headers: madeKey('ANALYST').headers },
      { headers, payload: { authorization: '' } },
    ]) {
      const refused = await open(closed.url, opening);
      await until(() => refused.code() !== null);
      assert.equal(refused.code(), 4401);
      assert.deepEqual(refused.messages, []);
    }
    await allBack(closed);
  });

  test('are refused in the words of every other way', async () => {
    const deep = `subscription { node { ${'child { '.repeat(9)} name ${'} '.repeat(10)} }`;
    for (const [query, code] of [
      ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['{ hello }', 'BAD_USER_INPUT'],
      ['mutation { hello }', 'BAD_USER_INPUT'],
      [deep, 'OPERATION_LIMIT'],
      [`subscription { ${'node { name } '.repeat(1_000)} }`, 'OPERATION_LIMIT'],
      ['subscription {', 'GRAPHQL_PARSE_FAILED'],
    ] as const) {
      const { socket, first } = await open(guarded.url, { query });
      const told = await first();
      assert.equal(told?.type, 'error', query);
      assert.deepEqual(refusalsIn(told), [{ code }]);
      socket.close();
    }
    await allBack();
  });

  test('keep a fault of ours to themselves', async () => {
    for (const [query, type] of [
      ['subscription { fault }', 'next'],
      ['subscription { closed }', 'error'],
    ] as const) {
      const { socket, first } = await open(guarded.url, { query });
      await pause(100);
      announce(7);
      const told = await first();
      assert.equal(told?.type, type);
      const text = JSON.stringify(told?.payload);
      assert.ok(!text.includes(SECRET));
      assert.match(text, /"code":"INTERNAL_SERVER_ERROR"/);
      socket.close();
    }
    await allBack();
  });

  test('end when the protocol is not kept', async () => {
    const early = await open(guarded.url, { begin: false });
    early.subscribe();
    await until(() => early.code() !== null);
    assert.equal(early.code(), 4401);
    const legacy = new WebSocket(`${guarded.url.replace('http', 'ws')}/graphql`, 'graphql-ws');
    const [error] = await once(legacy, 'error');
    assert.ok(error instanceof Error);
    const huge = await open(guarded.url);
    huge.socket.send('x'.repeat(300 * 1024));
    await until(() => huge.code() !== null);
    assert.equal(huge.code(), 1009);
    const broken = await open(guarded.url);
    broken.socket.send('{"type": "subscribe", "id": 5}');
    await until(() => broken.code() !== null);
    assert.equal(broken.code(), 4400);
    const elsewhere = new WebSocket(`${guarded.url.replace('http', 'ws')}/other`);
    const [answer] = await once(elsewhere, 'error');
    assert.match(String(answer), /404/);
    await allBack();
  });

  test('are not opened by a page of another site', async () => {
    const { host } = new URL(guarded.url);
    const own = await open(guarded.url, { headers: { origin: `http://${host}` } });
    assert.equal(own.messages[0]?.type, 'connection_ack');
    own.socket.close();
    for (const origin of ['https://evil.example', 'null']) {
      const refused = await open(guarded.url, { headers: { origin } });
      assert.deepEqual(refused.messages, []);
      assert.equal(refused.status(), 403);
    }
    await allBack();
  });

  test('are ten on one socket at most', async () => {
    const { subscribe, code } = await open(guarded.url);
    for (let k = 2; k < 20; k++) subscribe(String(k));
    await until(() => code() !== null);
    assert.equal(code(), 4429);
    await allBack();
  });

  test('count as requests of their caller', async () => {
    const rates = {
      ANONYMOUS: { requests: 3, cost: 0 },
      ANALYST: { requests: 0, cost: 0 },
      SERVICE: { requests: 0, cost: 0 },
    };
    const few = await startGuarded({ rates });
    try {
      const { messages, subscribe } = await open(few.url);
      for (let k = 2; k < 5; k++) subscribe(String(k));
      await until(() => messages.length === 3);
      const refusals = messages.slice(1).flatMap(refusalsIn);
      assert.deepEqual(refusals, [{ code: 'RATE_LIMITED' }, { code: 'RATE_LIMITED' }]);
      const next = await open(few.url);
      await until(() => next.code() !== null);
      assert.equal(next.code(), 4429);
    } finally {
      await few.close();
    }
  });

  test('share the places of streams', async () => {
    const server = await startTiny(new TinySource(panelOf(1)), { maxSubscriptions: 2 });
    try {
      const stream = await openStream(server.url);
      const second = await open(server.url);
      const third = await open(server.url);
      assert.equal(third.status(), 503);
      second.socket.close();
      stream.abort();
      await until(() => server.streams.count === 0);
    } finally {
      await server.close();
    }
  });

  test('of strangers who say nothing keep nobody out', async () => {
    const key = madeKey('ANALYST');
    const shares = { each: 3, unknown: 4 };
    const closed = await startGuarded({ anonymous: 'off' }, [key.stored], {
      maxSubscriptions: 6,
      streamShares: shares,
    });
    try {
      const silent = [];
      for (let k = 0; k < 12; k++) silent.push(await open(closed.url, { begin: false }));
      assert.equal(silent.filter(({ status }) => status() === 503).length, 8);
      assert.equal(closed.server.streams.count, 0, 'no place is taken before it is known whose');
      for (const { socket } of silent) socket.terminate();
      const stream = await openStream(closed.url, { headers: key.headers });
      assert.equal(stream.response.status, 200);
      const two = [await open(closed.url, { headers: key.headers })];
      two.push(await open(closed.url, { headers: key.headers }));
      await until(() => closed.server.streams.count === 3);
      const fourth = await open(closed.url, { headers: key.headers });
      await until(() => fourth.code() !== null);
      assert.equal(fourth.code(), 4503);
      const refused = await openStream(closed.url, { headers: key.headers });
      assert.equal(refused.response.status, 503);
      assert.match(await refused.response.text(), /One caller has 3 open streams at most/);
      for (const { socket } of two) socket.terminate();
      stream.abort();
    } finally {
      await closed.close();
    }
  });

  test('cut a reader that takes nothing, and a client that is silent', async () => {
    const stalledMs = 500;
    const server = await startTiny(new TinySource(panelOf(1)), { stalledMs });
    try {
      const slow = await open(server.url, { query: 'subscription { longText }' });
      await pause(100);
      const { _socket } = slow.socket as unknown as { _socket: Wire };
      _socket.pause();
      announce(1);
      const idle = await open(server.url, { query: 'subscription { nothing }' });
      const busy = await open(server.url);
      await until(() => server.streams.count === 1);
      assert.equal(idle.code(), 4408);
      await pause(2 * stalledMs);
      assert.equal(busy.code(), null);
      _socket.destroy();
      busy.socket.close();
    } finally {
      await server.close();
    }
  });

  test('are told when the server stops, and leave one line each in the log', async () => {
    const log: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => log.push(line) });
    const server = await startTiny(new TinySource(panelOf(1)), { logger });
    const { code } = await open(server.url);
    await server.close();
    await until(() => code() !== null);
    assert.equal(code(), 1001);
    const lines = log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'socket');
    assert.equal(lines.length, 1);
    const { role, keyId, operations, code: closedBy } = lines[0];
    const expected = { role: 'ANONYMOUS', keyId: null, operations: 1, closedBy: 1001 };
    assert.deepEqual({ role, keyId, operations, closedBy }, expected);
  });
});
