import fastifyCors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { DRY_RUN } from '../../graphql/cost.js';

/** How long a browser may remember what a preflight said, in seconds. */
const REMEMBERED_SECONDS = 3_600;

/**
 * Lets pages of the listed origins ask, such as `https://charts.example`; with none, only pages of
 * this server. No cookies are ever taken, so a foreign page has no more than a stranger's rights.
 */
export async function registerCrossOrigin(
  app: FastifyInstance,
  origins: readonly string[],
): Promise<void> {
  if (origins.length === 0) return;
  await app.register(fastifyCors, {
    origin: [...origins],
    methods: ['GET', 'POST'],
    allowedHeaders: [
      'accept',
      'apollo-require-preflight',
      'authorization',
      'content-type',
      'if-none-match',
      DRY_RUN,
      'x-apollo-operation-name',
    ],
    exposedHeaders: ['etag', 'retry-after'],
    credentials: false,
    maxAge: REMEMBERED_SECONDS,
  });
}
