import assert from 'node:assert/strict';
import { ANSWERED, type Attack, refused } from './attack.js';

// Attacks by values: variables, sizes of pages, SQL, cursors, names, hashes.

const INPUT = refused('BAD_USER_INPUT');
const LIST =
  'query ($n: Int) { securities(first: $n) { nodes { indices { members(first: $n) { nodes ' +
  '{ name } } } } } }';
const SYMBOLS = 'query ($s: [String!]) { indices(symbols: $s) { name } }';

function deepText(depth: number, inner = '1'): string {
  return `${'{"a":'.repeat(depth)}${inner}${'}'.repeat(depth)}`;
}

/** A body as text: what JSON.stringify could not write. */
const body = (id: string, what: string, text: string, expected = INPUT): Attack => ({
  id,
  what,
  raw: (target) =>
    target.send({
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      },
      body: text,
    }),
  expected,
});

const variables = (
  id: string,
  what: string,
  query: string,
  values: object,
  expected = INPUT,
): Attack => ({
  id,
  what,
  operation: { query, variables: values },
  expected,
});

const SQL = [
  "' OR 1=1 --",
  "'; DROP TABLE listing; --",
  '" UNION SELECT NULL, NULL --',
  '1) OR SLEEP(5)#',
  "\\'; SELECT pg_sleep(5) --",
  '{{7*7}}',
  '%_%',
  '\u0000',
  '../../etc/passwd',
];

/** An error says what is wrong, and not all of what came in. */
const isShort: NonNullable<Attack['expected']['check']> = ({ text }) =>
  assert.ok(text.length < 3_000, `${text.length} characters`);

export const VALUES: readonly Attack[] = [
  body(
    'A-11',
    'variables 5,000 deep',
    `{"query": "query ($w: WindowInput!) { returns(window: $w) { window { endOn } } }",
      "variables": {"w": ${deepText(5_000)}}}`,
  ),
  variables('A-11', 'a list of 20,000', SYMBOLS, { s: Array.from({ length: 20_000 }, () => 'A') }),
  ...[500, 5_000].map((count) =>
    variables(
      'A-43',
      `${count} unknown industries`,
      'query ($s: [String!]) { securities(where: {industries: $s}) { totalCount } }',
      { s: Array.from({ length: count }, (_, k) => `${k}`.padEnd(24, 'x')) },
      { codes: ['BAD_USER_INPUT'], statuses: [200, 400], check: isShort },
    ),
  ),
  variables(
    'A-43',
    '500 unknown symbols',
    'query ($s: [String!]) { securities(where: {symbols: $s}) { totalCount } }',
    { s: Array.from({ length: 500 }, (_, k) => `Q${k}X`) },
    { codes: ['UNKNOWN_SYMBOL'], statuses: [200, 400], check: isShort },
  ),
  variables(
    'A-43',
    'a text of 100,000 characters',
    SYMBOLS,
    { s: ['A'.repeat(100_000)] },
    refused('BAD_USER_INPUT'),
  ),
  variables(
    'A-44',
    'sets that are read each day, ten times over',
    `{ ${Array.from(
      { length: 10 },
      (_, k) =>
        `a${k}: returns(window: {preset: MAX}, where: {minMarketCap: ${k}}, ` +
        'options: {universeAt: DAILY}) { checks { residual } }',
    ).join(' ')} }`,
    {},
    refused('COST_LIMIT'),
  ),
  body(
    'A-11',
    'a number beyond all bounds',
    `{"query": ${JSON.stringify(LIST)}, "variables": {"n": 1e999}}`,
  ),
  body(
    'A-11',
    '__proto__ in variables',
    `{"query": ${JSON.stringify(LIST)}, "variables": {"__proto__": {"n": 1}}}`,
    refused('BAD_REQUEST'),
  ),
  variables(
    'A-11',
    'a filter 200 deep',
    'query ($f: SecurityFilter) { securities(where: $f) { totalCount } }',
    {
      f: JSON.parse(deepText(200)),
    },
  ),
  variables(
    'A-16',
    'pages of 300,000',
    '{ securities(first: 300000) { nodes { name } } }',
    {},
    refused('COST_LIMIT'),
  ),
  variables('A-16', 'pages of 500 in pages of 500', LIST, { n: 500 }, refused('COST_LIMIT')),
  variables(
    'A-16',
    'the same by a default',
    LIST.replace('$n: Int', '$n: Int = 500'),
    {},
    refused('COST_LIMIT'),
  ),
  variables('A-16', 'a page of 2^31', LIST, { n: 2 ** 31 }),
  ...[-1, 0].map((n) => ({
    id: 'A-16',
    what: `a page of ${n}`,
    operation: { query: `{ securities(first: ${n}) { nodes { name } } }` },
    expected: { codes: ['BAD_USER_INPUT'], statuses: [200, 400] },
  })),
  variables(
    'A-16',
    'a page of null',
    '{ securities(first: null) { totalCount } }',
    {},
    refused('GRAPHQL_VALIDATION_FAILED'),
  ),
  ...SQL.map((payload) => ({
    id: 'A-30',
    what: `SQL in a symbol: ${JSON.stringify(payload)}`,
    operation: {
      query: 'query ($s: String!) { index(symbol: $s) { name } security(symbol: $s) { name } }',
      variables: { s: payload },
    },
    expected: {
      codes: ['UNKNOWN_INDEX', 'UNKNOWN_SYMBOL', 'BAD_USER_INPUT'],
      statuses: [200, 400],
    },
  })),
  ...SQL.map((payload) => ({
    id: 'A-33',
    what: `SQL in a cursor: ${JSON.stringify(payload)}`,
    operation: {
      query: 'query ($c: String!) { securities(after: $c) { totalCount } }',
      variables: { c: payload },
    },
    expected: { codes: ['BAD_CURSOR'], statuses: [200, 400] },
  })),
  variables(
    'A-31',
    'an object where text is due',
    'query ($s: String!) { security(symbol: $s) { name } }',
    {
      s: { toString: 1 },
    },
  ),
  variables(
    'A-31',
    'a list where text is due',
    'query ($s: String!) { security(symbol: $s) { name } }',
    {
      s: ['AAPL'],
    },
  ),
  {
    id: 'A-32',
    what: 'wildcards are letters',
    operation: { query: '{ securities(where: {symbols: ["%"]}) { totalCount } }' },
    expected: { codes: ['UNKNOWN_SYMBOL'], statuses: [200, 400] },
  },
  ...['a\nb', '\u001b[31mred', 'a"},{"level":60', 'x'.repeat(5_000)].map((operationName) => ({
    id: 'A-35',
    what: `an operation named ${JSON.stringify(operationName.slice(0, 20))}`,
    operation: { query: 'query A { __typename }', operationName },
    expected: refused('OPERATION_RESOLUTION_FAILURE'),
  })),
  {
    id: 'A-36',
    what: 'a hash of another document',
    operation: {
      query: '{ __typename }',
      extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } },
    },
    expected: refused('DOCUMENT_MISMATCH'),
  },
  {
    id: 'A-36',
    what: 'a hash of no document',
    operation: { extensions: { persistedQuery: { version: 1, sha256Hash: '1'.repeat(64) } } },
    expected: { codes: ['PERSISTED_QUERY_NOT_FOUND', 'BAD_REQUEST'], statuses: [200] },
  },
  {
    id: 'A-44',
    what: 'a guessed id is nobody',
    operation: { query: '{ node(id: "U2VjdXJpdHk6OTk5OTk5OTk5") { id } }' },
    expected: {
      ...ANSWERED,
      check: ({ text }) => assert.equal(JSON.parse(text).data.node, null),
    },
  },
];
