import { byCommandLine } from './command-line.js';
import { subscribe } from './socket.js';
import type { Outcome, Target } from './target.js';

/** One operation as a client asks it. Text in place of variables is sent as it is. */
export interface Operation {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
  readonly documentId?: unknown;
}

/** What sends an operation; null where it cannot be sent that way. */
export type Transport = (target: Target, operation: Operation) => Send | null;
export type Send = () => Promise<Outcome>;

const ACCEPT = 'application/graphql-response+json';
const TYPE = 'application/json';

/** Longest path that is sent: heads of requests are bounded, which is a row of its own. */
const MAX_PATH = 12_000;

/** Every way in. */
export const TRANSPORTS: Readonly<Record<string, Transport>> = {
  POST: (target, operation) => () =>
    target.send({
      headers: { 'content-type': TYPE, accept: ACCEPT },
      body: JSON.stringify(operation),
    }),
  GET: (target, { query, variables, operationName, extensions, documentId }) => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries({ query, operationName, documentId })) {
      if (typeof value === 'string') search.set(name, value);
    }
    if (variables !== undefined) search.set('variables', JSON.stringify(variables));
    if (extensions !== undefined) search.set('extensions', JSON.stringify(extensions));
    const path = `/graphql?${search}`;
    if (path.length > MAX_PATH) return null;
    const headers = { 'content-type': TYPE, accept: ACCEPT };
    return () => target.send({ method: 'GET', path, headers });
  },
  SSE: (target, operation) => () =>
    target.send({
      path: '/graphql/stream',
      headers: { 'content-type': TYPE, accept: 'text/event-stream' },
      body: JSON.stringify(operation),
    }),
  WS: (target, operation) => () => subscribe(target.url, operation),
  CLI: byCommandLine,
};

/** Ways on which only subscriptions are answered. */
export function isStream(transport: string): boolean {
  return transport === 'SSE' || transport === 'WS';
}
