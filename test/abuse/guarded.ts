import assert from 'node:assert/strict';
import { type Attack, refusedBy } from './attack.js';
import { subscribe, type Talk, talk } from './socket.js';
import type { Outcome, Target } from './target.js';
import { tokens } from './tokens.js';
import { type Send, TRANSPORTS } from './transports.js';

// Attacks on servers with settings: keys, rates, closed data, trusted documents.

/** Attacks on a server of its own. */
export interface Group {
  readonly settings: Readonly<Record<string, string>>;
  readonly attacks: readonly Attack[];
  readonly end?: () => void;
}

const TYPE = { 'content-type': 'application/json' };
const HELLO = '{ __typename }';
const LIVE = 'subscription { dataVersionPublished { number } }';
const INIT = { type: 'connection_init' };
const START = { type: 'subscribe', id: '1', payload: { query: LIVE } };

const post = (target: Target, query: string, headers = {}) =>
  target.send({ headers: { ...TYPE, ...headers }, body: JSON.stringify({ query }) });

/** The outcomes of many requests as one; it must be refused as it is expected of a refusal. */
async function lastOf(count: number, ask: (k: number) => Promise<Outcome>): Promise<Outcome> {
  for (let k = 1; k < count; k++) await ask(k);
  return ask(count);
}

const told: NonNullable<Attack['expected']['check']> = ({ headers }) =>
  assert.match(String(headers['retry-after']), /^\d+$/);

const BURST = 30;

/** a stranger has 20 requests a minute, whatever address it claims to have. */
const rates: Group = {
  settings: { LOWTIDE_RATE_LIMITS: 'ANONYMOUS=20:0' },
  attacks: [
    ...['POST', 'GET', 'SSE'].map((name): Attack => {
      const way = TRANSPORTS[name] as (typeof TRANSPORTS)[string];
      const operation = { query: name === 'SSE' ? LIVE : HELLO };
      return {
        ...{ id: 'A-38', what: `${BURST} requests in a burst`, way: name, isSlow: true },
        raw: (target) => lastOf(BURST, way(target, operation) as Send),
        expected: { ...refusedBy([429], 'RATE_LIMITED'), check: told },
      };
    }),
    {
      ...{ id: 'A-38', what: 'a socket after the burst', way: 'WS' },
      raw: ({ url }) => subscribe(url, { query: LIVE }),
      expected: refusedBy([4429], 'RATE_LIMITED'),
    },
    {
      ...{ id: 'A-38', what: '50 addresses by X-Forwarded-For', isSlow: true },
      raw: (target) =>
        lastOf(50, (k) => post(target, HELLO, { 'x-forwarded-for': `198.51.100.${k}` })),
      expected: { ...refusedBy([429], 'RATE_LIMITED'), check: told },
    },
  ],
};

/** a cost of 500 a minute is used up by a few questions. */
const costs: Group = {
  settings: { LOWTIDE_RATE_LIMITS: 'ANONYMOUS=0:500' },
  attacks: [
    {
      ...{ id: 'A-38', what: 'costly questions', isSlow: true },
      raw: (target) =>
        lastOf(20, (k) => post(target, `{ securities(first: ${50 + k}) { nodes { name } } }`)),
      expected: { ...refusedBy([429], 'RATE_LIMITED'), check: told },
    },
  ],
};

/** The worst of many at once: all are answered, or one is refused. */
async function worstOf(count: number, ask: (k: number) => Promise<Outcome>): Promise<Outcome> {
  const all = await Promise.all(Array.from({ length: count }, (_, k) => ask(k)));
  return all.find(({ status }) => status !== 200) ?? (all[0] as Outcome);
}

/** what is asked at once is counted before any of it is answered. */
const atOnce: Group = {
  settings: { LOWTIDE_RATE_LIMITS: 'ANONYMOUS=0:2000' },
  attacks: [
    {
      ...{ id: 'A-45', what: '40 costly questions at once' },
      raw: (target) =>
        worstOf(40, (k) => post(target, `{ securities(first: ${200 + k}) { nodes { name } } }`)),
      expected: { ...refusedBy([429], 'RATE_LIMITED'), check: told },
    },
  ],
};

const FLOWS = 'provider: "ICI_WEEKLY", window: { preset: YTD }';
const CLOSED: Readonly<Record<string, string>> = {
  field: `{ flows(${FLOWS}) { total { netFlow } } }`,
  alias: `{ innocent: flows(${FLOWS}) { total { netFlow } } }`,
  fragment: '{ ...A } fragment A on Query { ...B } fragment B on Query { funds { totalCount } }',
  interface: `{ flows(${FLOWS}) { ... on Report { window { baseOn } } } }`,
  series: `{ flows(${FLOWS}) { series { values } } }`,
  node: '{ node(id: "x") { ... on Fund { name } } }',
};

/** fund flows are closed to strangers, on every path and over every transport. */
const closedData: Group = {
  settings: { LOWTIDE_CLOSED_DATA: 'ANONYMOUS=FUND_FLOWS' },
  attacks: Object.entries(CLOSED).map(([path, query]) => ({
    ...{ id: 'A-43', what: `closed data by ${path}`, operation: { query } },
    // The command line asks as whoever owns the machine: data are closed to callers of a server.
    without: ['CLI'],
    expected: refusedBy([403], 'FORBIDDEN'),
  })),
};

const NOT_TRUSTED = { codes: ['DOCUMENT_NOT_TRUSTED'], statuses: [403] };

/** nothing but trusted documents, so that a guess is told as little as a hit. */
const trusted: Group = {
  settings: { LOWTIDE_TRUSTED_DOCUMENTS: 'require' },
  attacks: [
    ...Object.entries({
      'a field that is there': '{ service { version } }',
      'a field that is nearly there': '{ servic { versio } }',
      'the schema': '{ __schema { types { name } } }',
      'no document at all': '{ {',
    }).map(([what, query]) => ({
      ...{ id: 'A-27', what: `asks for ${what}`, operation: { query }, without: ['CLI'] },
      expected: {
        ...NOT_TRUSTED,
        check: ({ text }: Outcome) => assert.doesNotMatch(text, /did you mean|servic|version/i),
      },
    })),
    {
      ...{
        id: 'A-37',
        what: 'an unknown id',
        operation: { documentId: `sha256:${'0'.repeat(64)}` },
      },
      expected: { codes: ['DOCUMENT_NOT_TRUSTED', 'BAD_REQUEST'], statuses: [403] },
    },
  ],
};

const early = (what: string, status: number, parts: Talk, ...codes: string[]): Attack => ({
  ...{ id: 'A-41', what, way: 'WS', isSlow: true },
  raw: ({ url }) => talk(url, parts),
  expected: { statuses: [status], codes },
});

/** sockets that do not keep the protocol. */
const sockets: Group = {
  settings: {},
  attacks: [
    early('a subscription before the start', 4401, { messages: [START] }, 'UNAUTHENTICATED'),
    early('no start for ten seconds', 4408, { messages: [], silenceMs: 15_000 }),
    early('a start twice', 4429, { messages: [INIT, INIT], silenceMs: 3_000 }, 'RATE_LIMITED'),
    early('the protocol of old', 1006, { messages: [INIT], protocol: 'graphql-ws' }),
    early('a page of another site', 403, {
      messages: [INIT, START],
      headers: { origin: 'https://evil.example' },
    }),
  ],
};

export async function guardedGroups(): Promise<Group[]> {
  return [rates, costs, atOnce, closedData, trusted, sockets, await tokens()];
}
