import type { Fetcher, FetcherOpts, FetcherParams, Observable } from '@graphiql/toolkit';
import { STREAMS } from '../streams.js';
import { ANSWERS, type Result } from './answers.js';
import { noteHeaders } from './headers.js';
import { type Measured, postQuery } from './post-query.js';

/**
 * What GraphiQL asks through. Answers go to their tab and to GraphiQL alike. When GraphiQL stops a
 * question its request is aborted, which the server sees as a client that hung up. `onAnswer`
 * learns the data version that each answer names.
 */
export function createFetcher(onAnswer: (dataVersion: number | null) => void): Fetcher {
  return (params, options) => {
    if (params.operationName === 'IntrospectionQuery') return introspect(params, options);
    if (isSubscription(params, options)) return follow(params, options);
    return ask(params, options, onAnswer);
  };
}

async function introspect(params: FetcherParams, { headers }: FetcherOpts = {}) {
  const { result } = await postQuery(params, noteHeaders(headers ?? {}));
  return result as never;
}

/** The part of an observer that GraphiQL hands over. */
interface Observer {
  next(result: unknown): void;
  complete(): void;
}

function ask(
  params: FetcherParams,
  { headers = {} }: FetcherOpts = {},
  onAnswer: (dataVersion: number | null) => void,
): Observable<never> {
  const { query, operationName = null } = params;
  const variables = (params.variables ?? {}) as Record<string, unknown>;
  const subscribe = (observer: Observer) => {
    const tab = ANSWERS.activeTab;
    const abort = new AbortController();
    const answered = ({ result, ...measured }: Measured) => {
      const answer = { query, variables, operationName, headers, result, ...measured };
      ANSWERS.set(tab, { state: 'answered', answer });
      const dataVersion = result.extensions?.lowtide?.dataVersion;
      if (dataVersion !== undefined) onAnswer(dataVersion);
      observer.next(result);
      observer.complete();
    };
    const failed = (error: Error) => {
      if (abort.signal.aborted) return;
      const message = `The server does not answer: ${error.message}`;
      answered({ result: { errors: [{ message }] }, ms: 0, bytes: 0, status: null });
    };
    ANSWERS.set(tab, { state: 'asking' });
    noteHeaders(headers);
    postQuery(params, headers, abort.signal).then(answered, failed);
    const unsubscribe = () => {
      if (ANSWERS.of(tab)?.state !== 'asking') return;
      abort.abort();
      ANSWERS.set(tab, { state: 'cancelled' });
    };
    return { unsubscribe };
  };
  return { subscribe } as unknown as Observable<never>;
}

/**
 * Each event of a subscription is an answer of its tab, until the tab stops it. No generator: one
 * that waits for an event would not hear that it is to end.
 */
function follow(
  params: FetcherParams,
  { headers = {} }: FetcherOpts = {},
): AsyncIterableIterator<never> {
  const tab = ANSWERS.activeTab;
  const { query, operationName = null } = params;
  const variables = (params.variables ?? {}) as Record<string, unknown>;
  const begun = performance.now();
  noteHeaders(headers);
  const events = STREAMS.iterate({ query, variables, ...(operationName && { operationName }) });
  const told = (result: Result) => {
    const bytes = new TextEncoder().encode(JSON.stringify(result)).length;
    const measured = { ms: performance.now() - begun, bytes, status: 200 };
    const answer = { query, variables, operationName, headers, result, ...measured };
    ANSWERS.set(tab, { state: 'answered', answer });
  };
  ANSWERS.set(tab, { state: 'asking' });
  return {
    async next() {
      const step = await events.next();
      if (step.done !== true) told(step.value as Result);
      return step as IteratorResult<never>;
    },
    async return() {
      await events.return?.();
      if (ANSWERS.of(tab)?.state === 'asking') ANSWERS.set(tab, { state: 'cancelled' });
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Whether the operation that is to run is a subscription. What does not parse is none. */
function isSubscription(
  { operationName }: FetcherParams,
  { documentAST }: FetcherOpts = {},
): boolean {
  return (documentAST?.definitions ?? []).some(
    (it) =>
      it.kind === 'OperationDefinition' &&
      it.operation === 'subscription' &&
      (!operationName || it.name?.value === operationName),
  );
}
