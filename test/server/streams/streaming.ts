import assert from 'node:assert/strict';
import { createClient, type ExecutionResult } from 'graphql-sse';

/** A subscription as a client sees it. */
export interface Listener {
  /** The next answer; null when the server has completed the stream. */
  next(): Promise<Answer | null>;
  /** Hangs up. */
  leave(): void;
}

// biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what a test is about.
export type Answer = ExecutionResult<Record<string, any>, any>;

/** Subscribes by the client of graphql-sse; resolves when the server has begun the stream. */
export async function listen(
  url: string,
  query = 'subscription { dataVersionPublished { number } }',
  variables?: Record<string, unknown>,
): Promise<Listener> {
  const client = createClient({ url: `${url}/graphql/stream`, retryAttempts: 0 });
  let begun: () => void = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const answers = client.iterate({ query, variables }, { connected: () => begun() });
  // A refused stream never begins, and its first answer fails.
  const first = answers.next();
  await Promise.race([hasBegun, first]);
  let pending: typeof first | null = first;
  return {
    async next() {
      const { value, done } = await (pending ?? answers.next());
      pending = null;
      return done ? null : (value as Answer);
    },
    leave: () => client.dispose(),
  };
}

/** Begins a stream by hand, to see status and headers; `abort` hangs up. */
export async function openStream(
  url: string,
  {
    query = 'subscription { dataVersionPublished { number } }',
    method = 'POST',
    headers = {},
  } = {},
) {
  const control = new AbortController();
  const response = await fetch(`${url}/graphql/stream`, {
    method,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    ...(method !== 'GET' && { body: JSON.stringify({ query }) }),
    signal: control.signal,
  });
  return { response, abort: () => control.abort() };
}

/** Code of the first error of an answer. */
export function codeOf(errors: Answer['errors']): unknown {
  const [first] = JSON.parse(JSON.stringify(errors ?? []));
  return first?.extensions?.code;
}

/** Waits until a condition holds, for at most `ms`. */
export async function until(condition: () => boolean, ms = 5_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!condition()) {
    assert.ok(Date.now() < deadline, `it did not happen within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
