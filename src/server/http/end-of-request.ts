import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Told once of each request; `hasLeft` when its client was gone before it had the whole answer. */
type Tell = (request: FastifyRequest, reply: FastifyReply, hasLeft: boolean) => unknown;

/**
 * Calls `tell` when a request has been answered, and as well when its client hangs up before, of
 * which the hook for responses knows nothing.
 */
export function onEnd(app: FastifyInstance, tell: Tell): void {
  // A connection that breaks while it is written to is the end of the response, and closes as well.
  const told = new WeakSet<FastifyRequest>();
  app.addHook('onResponse', async (request, reply) => {
    told.add(request);
    await tell(request, reply, false);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished && !told.has(request)) tell(request, reply, true);
    });
  });
}
