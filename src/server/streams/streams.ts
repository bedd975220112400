import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/fastify';
import { type Claim, whoIs } from '../../access/open-access.js';
import type { Caller } from '../../graphql/limits.js';
import type { Asking } from '../http/identify.js';
import { HTTP_LIMITS } from '../limits/limits.js';
import type { OpenStreams } from './open-streams.js';
import { refusal } from '../http/refusal.js';
import type { RequestContext } from '../request-context.js';
import { type Answers, type SubscriptionParts, startSubscription } from './start-subscription.js';

export interface StreamParts<C extends RequestContext> extends SubscriptionParts<C> {
  readonly streams: OpenStreams;
  /** Who asks; throws an error with a `statusCode` for a caller who is refused. */
  readonly identify: (request: Asking) => Caller | Promise<Caller>;
  /** How long a reader may take nothing, in milliseconds. */
  readonly stalledMs?: number;
}

/**
 * `/graphql/stream`: subscriptions as server-sent events, by the protocol of graphql-sse with one
 * connection for each. Only POST of JSON is taken, which no foreign page can send.
 */
export function registerStreams<C extends RequestContext>(
  app: FastifyInstance,
  parts: StreamParts<C>,
): void {
  const { streams, logger, stalledMs = HTTP_LIMITS.stalledMs } = parts;
  const handle = createHandler({
    // One connection may hold one operation only: there are no tokens to share it by.
    authenticate: () => null,
    onSubscribe: async ({ raw, context: { reply } }, params) => {
      const started = await startSubscription(parts, params, raw.id, raw.caller as Caller);
      // A refusal is the only answer of its stream.
      const answers = 'refused' in started ? only(started.refused) : started.answers;
      streams.endWith(reply.raw, () => {
        answers.return(undefined).catch((err) => logger.error({ err }, 'a stream did not end'));
      });
      // Formatted errors read the same once they are JSON.
      return answers as AsyncGenerator<ExecutionResult>;
    },
  });
  app.route({
    url: '/graphql/stream',
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    handler: async (request, reply) => {
      const refused = refuse(request, reply);
      if (refused !== null) return refused;
      const caller = await parts.identify(request);
      request.caller = caller;
      if (!streams.take(reply.raw, shareOf(caller, request))) {
        reply.code(503).header('retry-after', String(HTTP_LIMITS.retrySeconds));
        return reply.send(refusal(503, refusalOf(streams, caller, request)));
      }
      // Whatever of the kind the client takes is this one, by its only name for graphql-sse.
      request.headers.accept = 'text/event-stream';
      // Proxies that collect an answer before they pass it on would hold the events back.
      reply.header('x-accel-buffering', 'no');
      // A line goes out every twelve seconds: who takes none of them for long is cut.
      reply.raw.setTimeout(stalledMs);
      try {
        await handle(request, reply);
      } catch (err) {
        if (!reply.raw.headersSent) throw err;
        // Writing to a reader that is gone fails as well.
        if (!reply.raw.destroyed) logger.error({ err, requestId: request.id }, 'stream failed');
        reply.raw.destroy();
      }
      return reply.hijack();
    },
  });
}

/** Under what name the places of a caller are counted; null for a service, which serves many. */
export function shareOf(caller: Caller, claim: Pick<Claim, 'ip'>): string | null {
  return caller.role === 'SERVICE' ? null : whoIs(caller, claim);
}

/** Why a caller has no place, in words; also for a connection that was gone before it had one. */
export function refusalOf(streams: OpenStreams, caller: Caller, claim: Pick<Claim, 'ip'>): string {
  return streams.refusal(shareOf(caller, claim)) ?? 'The connection is gone.';
}

/** Answers a request that no stream can begin for; null for every other one. */
function refuse(
  { method, headers, body }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | null {
  if (method !== 'POST') {
    return reply.code(405).header('allow', 'POST').send(refusal(405, 'Streams begin with POST.'));
  }
  if (!/text\/event-stream|text\/\*|\*\/\*/.test(headers.accept ?? '*/*')) {
    return reply.code(406).send(refusal(406, 'A stream is text/event-stream and nothing else.'));
  }
  if (!isOperation(body)) {
    const message = 'The body is JSON such as {"query": "subscription { ... }", "variables": {}}.';
    return reply.code(400).send(refusal(400, message));
  }
  return null;
}

async function* only(answer: FormattedExecutionResult): Answers {
  yield answer;
}

function isOperation(body: unknown): boolean {
  if (!isObject(body)) return false;
  const { query, variables, operationName, extensions } = body;
  return (
    typeof query === 'string' &&
    query !== '' &&
    (typeof operationName === 'string' || operationName == null) &&
    [variables, extensions].every((part) => part == null || isObject(part))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
