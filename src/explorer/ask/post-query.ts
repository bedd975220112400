import type { Result } from './answers.js';

export interface Request {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

export interface Measured {
  readonly result: Result;
  readonly ms: number;
  readonly bytes: number;
  /** Status of HTTP; null when there was no answer. */
  readonly status: number | null;
}

/** Sends a query to the server of the page. Throws when there is no answer or it is no JSON. */
export async function postQuery(
  request: Request,
  headers: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<Measured> {
  const begun = performance.now();
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: ACCEPTED, ...headers },
    body: JSON.stringify(request),
    ...(signal && { signal }),
  });
  const text = await response.text();
  const ms = performance.now() - begun;
  const result = JSON.parse(text) as Result;
  return { result, ms, bytes: new TextEncoder().encode(text).length, status: response.status };
}

const ACCEPTED = 'application/graphql-response+json, application/json;q=0.9';
