import fastifyUnderPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { HTTP_LIMITS } from '../limits/limits.js';
import { refusal } from './refusal.js';

/**
 * Turns requests of the API away with 503 and `Retry-After` while the process is behind: they would
 * wait longer than their client does. Health and pages are still answered. A single gap is none: a
 * process that was suspended has nothing to make up for.
 */
export async function registerPressure(app: FastifyInstance): Promise<void> {
  const lasting = lastingPressure();
  await app.register(fastifyUnderPressure, {
    maxEventLoopDelay: HTTP_LIMITS.loopDelayMs,
    sampleInterval: HTTP_LIMITS.loopSampleMs,
    retryAfter: HTTP_LIMITS.retrySeconds,
    pressureHandler: (request, reply) => {
      if (!request.url.startsWith('/graphql') || !lasting(Date.now())) return;
      reply.code(503).header('retry-after', String(HTTP_LIMITS.retrySeconds));
      reply.send(refusal(503, 'The server has more to do than it can: ask again in a while.'));
    },
  });
}

/** Whether pressure, noted at each request under it, has lasted for more than one sample. */
function lastingPressure(): (now: number) => boolean {
  const sample = HTTP_LIMITS.loopSampleMs;
  let since = 0;
  let last = Number.NEGATIVE_INFINITY;
  return (now) => {
    if (now - last > 5 * sample) since = now;
    last = now;
    return now - since > sample;
  };
}
