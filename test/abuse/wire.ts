import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Attack, type Expected, refusedBy } from './attack.js';
import type { Outcome, Sent, Target } from './target.js';

// Attacks below GraphQL: content types, sizes, slow clients, headers, pages of other sites.

const TYPE = { 'content-type': 'application/json' };
const HELLO = '{"query": "{ __typename }"}';
const GET = `/graphql?query=${encodeURIComponent('{ __typename }')}`;
const NEVER_ASKED: Expected = refusedBy([400, 415], 'BAD_REQUEST', 'UNSUPPORTED_MEDIA_TYPE');

const raw = (id: string, what: string, sent: Sent, expected: Expected): Attack => ({
  id,
  what,
  raw: (target) => target.send(sent),
  expected,
});

const typed = (type: string): Sent => ({ headers: { 'content-type': type }, body: HELLO });
const malformed = (body: string | Buffer): Sent => ({ headers: TYPE, body });

/** Sends bytes as they are and reads until the server hangs up. */
function bytes(target: Target, head: string, repeated = '', times = 0): Promise<Outcome> {
  const { hostname, port } = new URL(target.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    let timer: NodeJS.Timeout | undefined;
    const done = () => {
      clearInterval(timer);
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text, headers: {} });
    };
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => {}).on('close', done);
    socket.write(head);
    let left = times;
    timer = setInterval(() => {
      if (left-- > 0) socket.write(repeated);
    }, 200);
  });
}

const closedPage: Expected = {
  ...refusedBy([403], 'FORBIDDEN'),
  check: ({ headers }) => assert.equal(headers['access-control-allow-origin'], undefined),
};
const upgrade = (protocol: string, headers = '') =>
  `GET ${GET} HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade, close\r\n` +
  `upgrade: ${protocol}\r\n${headers}\r\n`;

export const WIRE: readonly Attack[] = [
  raw(
    'A-04',
    'a batch of 10',
    malformed(`[${Array(10).fill(HELLO).join()}]`),
    refusedBy([400], 'BAD_REQUEST'),
  ),
  raw('A-20', 'a plain GET', { method: 'GET', path: GET }, { statuses: [200] }),
  ...['cross-site', 'same-site'].map((site) =>
    raw(
      'A-20',
      `a GET that a page of another site makes (${site})`,
      {
        method: 'GET',
        path: GET,
        headers: { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' },
      },
      closedPage,
    ),
  ),
  raw(
    'A-21',
    'a mutation by GET',
    { method: 'GET', path: '/graphql?query=mutation%7B__typename%7D', headers: TYPE },
    refusedBy([400, 405], 'BAD_REQUEST', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'),
  ),
  ...['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', ''].map(
    (type) => raw('A-22', `POST of "${type}"`, typed(type), NEVER_ASKED),
  ),
  raw(
    'A-23',
    'GET of message/x',
    { method: 'GET', path: GET, headers: { 'content-type': 'message/x' } },
    refusedBy([415], 'BAD_REQUEST'),
  ),
  raw('A-24', 'a body of 2 MB', malformed(`{"query": "${'x'.repeat(2_000_000)}"}`), {
    ...refusedBy([413, 0], 'PAYLOAD_TOO_LARGE'),
  }),
  raw(
    'A-24',
    'a bomb of 50 MB in gzip',
    {
      headers: { ...TYPE, 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(50_000_000, ' ')),
    },
    refusedBy([400, 413, 415], 'BAD_REQUEST', 'UNSUPPORTED_MEDIA_TYPE', 'PAYLOAD_TOO_LARGE'),
  ),
  raw(
    'A-24',
    'a head of 64 KB',
    { headers: { ...TYPE, 'x-long': 'x'.repeat(65_536) }, body: HELLO },
    refusedBy([431], 'HEADERS_TOO_LARGE'),
  ),
  {
    id: 'A-24',
    what: 'a head that never ends',
    isSlow: true,
    raw: (target) => bytes(target, 'POST /graphql HTTP/1.1\r\nhost: x\r\n', 'x-a: b\r\n', 1_000),
    expected: { statuses: [408] },
  },
  ...['utf-16', 'zzz'].map((charset) =>
    raw(
      'A-25',
      `charset ${charset}`,
      {
        headers: { 'content-type': `application/json; charset=${charset}` },
        body: Buffer.from(HELLO, 'utf16le'),
      },
      NEVER_ASKED,
    ),
  ),
  raw(
    'A-25',
    'bytes that are no text',
    malformed(Buffer.from([0xff, 0xfe, 0x00, 0x7b])),
    NEVER_ASKED,
  ),
  raw('A-25', 'a byte order mark', malformed(`\ufeff${HELLO}`), { statuses: [200] }),
  raw(
    'A-25',
    'half a character',
    malformed('{"query": "{ __typename }", "operationName": "\\ud800"}'),
    {
      codes: ['OPERATION_RESOLUTION_FAILURE'],
      statuses: [200, 400],
    },
  ),
  raw('A-25', 'a key twice', malformed('{"query": "{ nothing }", "query": "{ __typename }"}'), {
    statuses: [200],
  }),
  ...['{"query": "{ a', '[]', 'null', '5', '"x"', ''].map((body) =>
    raw('A-26', `a body of ${body || 'nothing'}`, malformed(body), {
      ...refusedBy([400], 'BAD_REQUEST'),
      check: ({ headers }) => assert.match(String(headers['content-type']), /^application\/json/),
    }),
  ),
  raw(
    'A-28',
    'headers and parameters that ask for more',
    {
      path: '/graphql?debug=1&trace=1',
      headers: { ...TYPE, 'x-apollo-tracing': '1', 'apollo-federation-include-trace': 'ftv1' },
      body: HELLO,
    },
    {
      statuses: [200],
      check: ({ text }) => {
        const { extensions } = JSON.parse(text);
        assert.deepEqual(Object.keys(extensions), ['lowtide']);
      },
    },
  ),
  raw(
    'A-52',
    'a script in the address of GraphiQL',
    { method: 'GET', path: '/?query=%3Cscript%3Ealert(1)%3C%2Fscript%3E' },
    {
      statuses: [200],
      check: ({ text, headers }) => {
        assert.ok(!text.includes('alert(1)'));
        assert.match(String(headers['content-security-policy']), /script-src 'self'(;|$)/);
      },
    },
  ),
  ...['evil.example', 'localhost.evil.example:4000', '169.254.169.254'].map((host) =>
    raw(
      'A-55',
      `a name that was pointed at this machine: ${host}`,
      { headers: { ...TYPE, host }, body: HELLO },
      refusedBy([403], 'FORBIDDEN'),
    ),
  ),
  {
    id: 'A-55',
    what: 'a socket by a name that was pointed at this machine',
    raw: (target) => bytes(target, upgrade('websocket').replace('localhost', 'evil.example')),
    expected: refusedBy([403], 'FORBIDDEN'),
  },
  ...['h2c', 'foo/2'].map((protocol) => ({
    id: 'A-56',
    what: `an offer of ${protocol}`,
    raw: (target: Target) => bytes(target, upgrade(protocol, 'http2-settings: AAMAAABk\r\n')),
    expected: { statuses: [200] },
  })),
  ...['https://evil.example', 'null'].map((origin) =>
    raw('A-53', `a page of ${origin}`, { headers: { ...TYPE, origin }, body: HELLO }, closedPage),
  ),
  raw(
    'A-54',
    'security headers',
    { headers: TYPE, body: HELLO },
    {
      statuses: [200],
      check: ({ headers }) => {
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/);
        assert.equal(headers['referrer-policy'], 'no-referrer');
        assert.equal(headers['x-powered-by'], undefined);
      },
    },
  ),
];
