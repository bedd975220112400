import { createClient } from 'graphql-sse';
import type { NewDataSubscription } from './generated/graphql.js';
import type { Lowtide } from './lowtide.js';
import { NEW_DATA } from './questions.js';

/**
 * Calls `tell` with the number of each data version that is published from now on, and forgets the
 * answers from the one before. A connection that breaks is made again a few times before `fail` is
 * called. The function that it returns hangs up.
 */
export function watch(
  lowtide: Lowtide,
  tell: (version: number) => void,
  fail: (error: unknown) => void,
): () => void {
  const client = createClient({
    url: `${lowtide.url}/graphql/stream`,
    headers: lowtide.headers,
  });
  client.subscribe<NewDataSubscription>(
    { query: `${NEW_DATA}` },
    {
      next: ({ data }) => {
        if (data == null) return;
        const { number } = data.dataVersionPublished;
        lowtide.moveTo(number);
        tell(number);
      },
      error: fail,
      complete: () => {},
    },
  );
  return () => client.dispose();
}
