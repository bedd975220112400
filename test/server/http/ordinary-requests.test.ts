import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { RunningServer } from '../../../src/server/start-server.js';
import { panelOf, startTiny, TinySource } from '../tiny.js';

// What ordinary programs send without being asked to.

const BODY = '{"query": "{ hello }"}';
const JSON_TYPE = { 'content-type': 'application/json' };

describe('ordinary requests', () => {
  let server: RunningServer;
  before(async () => {
    server = await startTiny(new TinySource(panelOf(1)), { cacheBytes: 1_000_000 });
  });
  after(() => server.close());

  const get = (headers: Record<string, string> = {}, more = '', method = 'GET') =>
    fetch(`${server.url}/graphql?query={hello}${more}`, { method, headers });
  const post = (headers: Record<string, string>, body: RequestInit['body'] = BODY) =>
    fetch(`${server.url}/graphql`, { method: 'POST', headers, body });

  /** Sends bytes and reads all that is answered. */
  function bytes(text: string): Promise<string> {
    return new Promise((resolve) => {
      let answered = '';
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      socket.setEncoding('utf8').on('data', (chunk) => {
        answered += chunk;
      });
      socket.on('close', () => resolve(answered)).on('error', () => {});
      socket.write(text);
    });
  }

  test('HEAD is a GET without its body', async () => {
    const [head, whole] = [await get({}, '', 'HEAD'), await get()];
    assert.deepEqual([head.status, whole.status], [200, 200]);
    assert.equal(await head.text(), '');
    assert.equal(head.headers.get('etag'), whole.headers.get('etag'));
    assert.equal(head.headers.get('content-length'), String((await whole.text()).length));
  });

  test('any answer will do for If-None-Match: *, and what is wrong is none', async () => {
    for (let k = 0; k < 2; k++) {
      assert.equal((await get({ 'if-none-match': '*' })).status, 304);
      const url = `${server.url}/graphql?query={nosuch}`;
      const wrong = await fetch(url, { headers: { 'if-none-match': '*' } });
      assert.notEqual(wrong.status, 304);
      assert.ok((await wrong.text()).includes('nosuch'));
    }
  });

  test('an empty name of the operation is none', async () => {
    assert.equal((await get({}, '&operationName=')).status, 200);
    const named = '{"query": "{ hello }", "operationName": ""}';
    assert.deepEqual(await (await post(JSON_TYPE, named)).json(), await (await get()).json());
  });

  test('parameters of a type change nothing', async () => {
    for (const type of ['application/json;v=2', 'application/json; charset="UTF-8"; x=1']) {
      assert.equal((await post({ 'content-type': type })).status, 200, type);
      assert.equal((await get({ 'content-type': type })).status, 200, type);
    }
    const accept = 'text/html;q=0.5, application/json;v=2';
    assert.equal((await post({ ...JSON_TYPE, accept })).status, 200);
  });

  test('other charsets and packed bodies are 415', async () => {
    for (const charset of ['utf-16', 'UTF-16LE', 'latin1', 'nosuch', '"utf-7"']) {
      const type = `application/json; charset=${charset}`;
      const { status } = await post({ 'content-type': type });
      assert.equal(status, 415, charset);
    }
    for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'gzip, identity']) {
      const answer = await post({ ...JSON_TYPE, 'content-encoding': encoding }, gzipSync(BODY));
      assert.equal(answer.status, 415, encoding);
      const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
      assert.equal(errors[0]?.extensions.code, 'UNSUPPORTED_MEDIA_TYPE');
    }
    assert.equal((await post({ ...JSON_TYPE, 'content-encoding': 'identity' })).status, 200);
  });

  test('an offer of another protocol is answered as if there were none', async () => {
    const offer = 'connection: Upgrade, HTTP2-Settings, close\r\nhttp2-settings: AAMAAABk\r\n';
    for (const protocol of ['h2c', 'TLS/1.0, HTTP/1.1', 'foo']) {
      const head = `host: localhost\r\n${offer}upgrade: ${protocol}\r\n`;
      const got = await bytes(`GET /graphql?query={hello} HTTP/1.1\r\n${head}\r\n`);
      assert.match(got, /^HTTP\/1\.1 200 /);
      assert.match(got, /world/);
      const length = `content-type: application/json\r\ncontent-length: ${BODY.length}\r\n`;
      const posted = await bytes(`POST /graphql HTTP/1.1\r\n${head}${length}\r\n${BODY}`);
      assert.match(posted, /^HTTP\/1\.1 200 /);
      assert.match(posted, /world/);
    }
  });

  test('a kept connection goes on after such an offer', async () => {
    const first = 'GET /graphql?query={hello} HTTP/1.1\r\nhost: localhost\r\n';
    const got = await bytes(
      `${first}connection: upgrade\r\nupgrade: h2c\r\n\r\n${first}connection: close\r\n\r\n`,
    );
    assert.equal(got.match(/HTTP\/1\.1 200 /g)?.length, 2);
  });

  test('refusals of the reader of HTTP have the shape of GraphQL', async () => {
    const long = `GET /graphql HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`;
    for (const [sent, status, code] of [
      [long, 431, 'HEADERS_TOO_LARGE'],
      ['nonsense\r\n\r\n', 400, 'BAD_REQUEST'],
      ['GET /graphql HTTP/1.1\r\n\r\n', 400, 'BAD_REQUEST'],
    ] as const) {
      const got = await bytes(sent);
      assert.match(got, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.match(got, new RegExp(`"code":"${code}"`));
    }
  });

  test('a socket that is refused is told why', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const headers = {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        origin: 'https://evil.example',
      };
      request({ hostname, port, path: '/graphql', headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve(`${response.statusCode} ${text}`));
      })
        .on('error', reject)
        .end();
    });
    assert.match(answer, /^403 \{"errors":.*LOWTIDE_CORS_ORIGINS.*FORBIDDEN/);
  });
});
