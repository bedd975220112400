import { ANSWERED, type Attack, refused } from './attack.js';

// Attacks by the document: aliases, fragments, depth, directives, tokens.

const SHAPE = refused('OPERATION_LIMIT', 'COST_LIMIT');
const PARSE = refused('GRAPHQL_PARSE_FAILED', 'OPERATION_LIMIT');
const VALIDATION = refused('GRAPHQL_VALIDATION_FAILED', 'OPERATION_LIMIT');
const HEAVY = 'shorts(window: {preset: MAX}) { lines(first: 500) { nodes { stats { pnl } } } }';

const times = (n: number, part: (k: number) => string) =>
  Array.from({ length: n }, (_, k) => part(k)).join(' ');

/** Fragments that double at each step. */
function fanOut(steps: number, leaf: string): string {
  const fragments = times(steps, (k) => `fragment f${k} on Query { ...f${k + 1} ...f${k + 1} }`);
  return `{ ...f0 } ${fragments} fragment f${steps} on Query { ${leaf} }`;
}

function nested(depth: number): string {
  const step = 'security(symbol: "AAPL") { indices { members(first: 500) { nodes {';
  const inner = times(depth, () => 'indices { members(first: 500) { nodes {');
  return `{ ${step} ${inner} name ${'} } }'.repeat(depth + 1)} } }`;
}

const query = (id: string, what: string, text: string, expected = SHAPE): Attack => ({
  id,
  what,
  operation: { query: text },
  expected,
});

export const DOCUMENTS: readonly Attack[] = [
  query('A-01', '101 aliases of a cheap field', `{ ${times(101, (k) => `a${k}: __typename`)} }`),
  query('A-01', '1,000 aliases', `{ ${times(1_000, (k) => `a${k}: __typename`)} }`),
  query('A-02', '100 aliases of a heavy list', `{ ${times(100, (k) => `a${k}: ${HEAVY}`)} }`),
  query('A-02', '1,000 of them', `{ ${times(1_000, (k) => `a${k}: ${HEAVY}`)} }`, PARSE),
  query(
    'A-03',
    '10 aliases of the same report',
    `{ ${times(10, (k) => `a${k}: returns(window: {preset: MTD}) { total { advancers } }`)} }`,
    ANSWERED,
  ),
  query('A-05', 'a field 500 times', `{ service { ${times(500, () => 'version')} } }`, SHAPE),
  query('A-05', 'a field 10,000 times', `{ service { ${times(10_000, () => 'version')} } }`, PARSE),
  query('A-06', 'introspection', '{ __schema { types { name fields { name } } } }', ANSWERED),
  query(
    'A-06',
    'circular introspection',
    `{ __schema { types { ${'fields { type { '.repeat(5)} name ${'} }'.repeat(5)} } } }`,
    VALIDATION,
  ),
  query(
    'A-06',
    'introspection by 50 names',
    `{ ${times(50, (k) => `a${k}: __schema { types { name } }`)} }`,
  ),
  query(
    'A-06',
    'depth in a fragment named __schema',
    `${nested(2).replace('{', '{ ...__schema } fragment __schema on Query {')}`,
  ),
  query(
    'A-07',
    '10 directives',
    `{ ${times(5, (k) => `a${k}: __typename @skip(if: false) @include(if: true)`)} }`,
    ANSWERED,
  ),
  query('A-07', '10,000 directives', `{ __typename ${times(10_000, () => '@aa')} }`, PARSE),
  query(
    'A-07',
    '@skip 500 times',
    `{ __typename ${times(500, () => '@skip(if: false)')} }`,
    VALIDATION,
  ),
  query('A-07', 'unknown directives', `{ __typename ${times(1_000, () => '@aa')} }`, VALIDATION),
  query(
    'A-08',
    '1,200 overlapping fields',
    `{ ${times(1_200, () => 'service { version }')} }`,
    refused('OPERATION_LIMIT', 'GRAPHQL_VALIDATION_FAILED'),
  ),
  query(
    'A-08',
    '300 overlapping fragments',
    `{ ${times(300, (k) => `...f${k}`)} }
     ${times(300, (k) => `fragment f${k} on Query { service { version } }`)}`,
    refused('OPERATION_LIMIT', 'GRAPHQL_VALIDATION_FAILED'),
  ),
  query('A-09', '4,900 unknown fields', `{ ${times(4_900, (k) => `x${k}`)} }`, VALIDATION),
  query('A-10', '50,000 braces', '{'.repeat(50_000), PARSE),
  query('A-10', '20,000 brackets', `{ a(b: ${'['.repeat(20_000)}`, PARSE),
  query('A-10', '5,000 nested selections', `${'{ a '.repeat(5_000)}${'}'.repeat(5_000)}`, PARSE),
  query('A-12', 'fan-out of 2^24', fanOut(24, '__typename'), VALIDATION),
  query('A-13', 'fan-out of 2^30 fields', fanOut(30, 'service { version }'), VALIDATION),
  query(
    'A-13',
    '500 fragments in a row',
    `{ ...f0 } ${times(500, (k) => `fragment f${k} on Query { ...f${k + 1} }`)}
     fragment f500 on Query { __typename }`,
    refused('OPERATION_LIMIT', 'GRAPHQL_VALIDATION_FAILED'),
  ),
  query(
    'A-13',
    'fragments in a circle',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    VALIDATION,
  ),
  query(
    'A-14',
    '40 aliases in a fragment, 8 times',
    `{ ${times(8, (k) => `r${k}: index(symbol: "RUT") { ...F }`)} }
     fragment F on Index { ${times(40, (k) => `a${k}: name`)} }`,
  ),
  query(
    'A-15',
    'a fragment high up, then deep down',
    `{ security(symbol: "AAPL") {
       indices { ...F members(first: 1) { nodes { indices { ...F } } } }
     } }
     fragment F on Index { members(first: 1) { nodes { indices { name } } } }`,
  ),
  query('A-18', 'lists in lists', nested(3)),
  query(
    'A-34',
    'names of prototypes',
    '{ __proto__: __typename constructor: __typename }',
    ANSWERED,
  ),
  {
    id: 'A-17',
    what: 'several operations, one of them wrong',
    operation: { query: 'query A { __typename } query B { nothing }', operationName: 'A' },
    expected: VALIDATION,
  },
  {
    id: 'A-17',
    what: 'several operations, an expensive one not selected',
    operation: { query: `query A { __typename } query B { ${HEAVY} }`, operationName: 'A' },
    expected: ANSWERED,
  },
];
