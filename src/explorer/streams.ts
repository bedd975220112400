import { createClient } from 'graphql-sse';
import { headersInUse } from './ask/headers.js';

/** Subscriptions, each on a connection of its own. What fails is not tried again by itself. */
export const STREAMS = createClient({
  url: '/graphql/stream',
  retryAttempts: 0,
  headers: () => ({ ...headersInUse() }),
});
