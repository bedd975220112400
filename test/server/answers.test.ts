import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pino } from 'pino';
import type { RunningServer } from '../../src/server/start-server.js';
import { ask, panelOf, SECRET, startTiny, TinySource } from './tiny.js';

const STRICT = { accept: 'application/graphql-response+json' };

describe('answers over HTTP', () => {
  let server: RunningServer;
  const log: string[] = [];

  before(async () => {
    const logger = pino({ level: 'info' }, { write: (line: string) => log.push(line) });
    server = await startTiny(new TinySource(panelOf(7)), { logger });
  });
  after(() => server.close());

  test('every answer names its data and methodology version', async () => {
    const { status, json } = await ask(server.url, '{ hello }');
    assert.equal(status, 200);
    assert.deepEqual(json.data, { hello: 'world' });
    const { dataVersion, methodologyVersion } = json.extensions.lowtide;
    assert.deepEqual([dataVersion, methodologyVersion], [7, 'm1']);
  });

  test('an answer that is refused names them as well', async () => {
    const { json } = await ask(server.url, '{ nothing }');
    assert.deepEqual(json.extensions.lowtide, { dataVersion: 7, methodologyVersion: 'm1' });
  });

  test('a bad request is told in full, with its code and suggestions', async () => {
    const { json } = await ask(server.url, '{ unknownSymbol }');
    assert.equal(json.data, null);
    assert.equal(json.errors.length, 1);
    assert.equal(json.errors[0].message, 'There is no symbol "AAPPL".');
    assert.deepEqual(json.errors[0].path, ['unknownSymbol']);
    assert.deepEqual(json.errors[0].extensions, { code: 'UNKNOWN_SYMBOL', suggestions: ['AAPL'] });
  });

  test('a fault of ours is told as nothing but a request id', async () => {
    const { text, json } = await ask(server.url, '{ hello fault }');
    assert.deepEqual(json.data, { hello: 'world', fault: null });
    const { code, requestId, ...rest } = json.errors[0].extensions;
    assert.equal(code, 'INTERNAL_SERVER_ERROR');
    assert.match(requestId, /^[0-9a-f-]{36}$/);
    assert.deepEqual(rest, {});
    assert.doesNotMatch(text, /SELECT|accounts|srv|stack/);
  });

  test('a fault of ours is logged whole under the same request id', async () => {
    const { json } = await ask(server.url, 'query Faulty { fault }');
    const { requestId } = json.errors[0].extensions;
    const line = log.map((text) => JSON.parse(text)).find((entry) => entry.requestId === requestId);
    assert.equal(line.err.message, SECRET);
    assert.match(line.err.stack, /tiny/);
    assert.equal(line.operationName, 'Faulty');
    assert.deepEqual(line.path, ['fault']);
  });

  test('a bad request is not logged', async () => {
    const before = log.length;
    await ask(server.url, '{ unknownSymbol }');
    await ask(server.url, '{ nothing }');
    await ask(server.url, '{');
    assert.equal(log.length, before);
  });

  for (const [what, query, code] of [
    ['a syntax error', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a refused operation', '{ unknownSymbol }', 'UNKNOWN_SYMBOL'],
  ] as const) {
    test(`${what} is 200 for application/json and 400 for graphql-response+json`, async () => {
      const loose = await ask(server.url, query, { headers: { accept: 'application/json' } });
      const strict = await ask(server.url, query, { headers: STRICT });
      assert.equal(loose.json.errors[0].extensions.code, code);
      assert.equal(strict.json.errors[0].extensions.code, code);
      assert.deepEqual([loose.status, strict.status], [200, 400]);
    });
  }

  test('a wrong variable is BAD_USER_INPUT', async () => {
    const query = 'query ($text: String!) { echo(text: $text) }';
    const { status, json } = await ask(server.url, query, { variables: { text: 5 } });
    assert.equal(status, 200);
    assert.equal(json.errors[0].extensions.code, 'BAD_USER_INPUT');
    assert.match(json.errors[0].message, /Variable "\$text" got invalid value 5/);
  });

  test('a missing query is 400 in any case', async () => {
    const { status, json } = await ask(server.url, '');
    assert.equal(status, 400);
    assert.equal(json.errors[0].extensions.code, 'BAD_REQUEST');
  });

  test('introspection works', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { json } = await ask(server.url, getIntrospectionQuery());
    assert.equal(json.errors, undefined);
    assert.equal(json.data.__schema.queryType.name, 'Query');
  });
});

describe('answers before the first data', () => {
  let server: RunningServer;
  before(async () => {
    server = await startTiny(new TinySource(null));
  });
  after(() => server.close());

  test('what needs data fails with NO_DATA and says what to do', async () => {
    const { status, json } = await ask(server.url, '{ loadedVersion }', { headers: STRICT });
    assert.equal(json.errors[0].extensions.code, 'NO_DATA');
    assert.match(json.errors[0].message, /lowtide import/);
    assert.equal(status, 200, 'the field is nullable, so the answer is partial');
  });

  test('what needs none answers, under data version null', async () => {
    const { json } = await ask(server.url, '{ hello service { dataVersion { number } } }');
    assert.deepEqual(json.data, { hello: 'world', service: { dataVersion: null } });
    assert.equal(json.extensions.lowtide.dataVersion, null);
  });
});
