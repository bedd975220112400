import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../graphql/limits.js';
import type { PanelHolder } from '../panel-holder.js';
import {
  type ContextFactory,
  type RequestContext,
  RequestRecord,
  startOf,
} from '../request-context.js';
import type { AnswerCache, StoredAnswer } from './answer-cache.js';
import { answerKey, entityTag } from './answer-key.js';
import { encodingOf, pack } from './encoding.js';
import { readAsked } from './read-asked.js';

export interface GraphqlRouteParts<C extends RequestContext> {
  readonly apollo: ApolloServer<C>;
  readonly contextOf: ContextFactory<C>;
  readonly holder: PanelHolder;
  /** Who asks; throws an error with a `statusCode` for a caller who is refused. */
  readonly identify: (request: FastifyRequest) => Caller | Promise<Caller>;
  /** Answers that are kept; null keeps none. */
  readonly cache: AnswerCache | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What became of a request for `/graphql`, complete once it is answered. */
    record: RequestRecord | null;
  }
}

/** Anybody between may keep it for that long, in seconds, and a little longer while asking anew. */
const SHARED_CACHING = 'public, max-age=5, stale-while-revalidate=30';
const PRIVATE_CACHING = 'private, no-cache';

/**
 * `/graphql`. A request that was answered before from the same data, with the same variables and
 * for the same role, is answered by the same bytes without being parsed, validated or executed. A
 * GET carries an entity tag of its data version; one that names it is answered 304 at once.
 */
export function registerGraphqlRoute<C extends RequestContext>(
  app: FastifyInstance,
  parts: GraphqlRouteParts<C>,
): void {
  const contexts = new WeakMap<FastifyRequest, C>();
  const apollo = fastifyApolloHandler(parts.apollo, {
    context: async (request) => contexts.get(request) as C,
  });
  app.decorateRequest('record', null);
  app.route({
    url: '/graphql',
    // Apollo answers 405 with `Allow` to all but the first two.
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    handler: async (request, reply) => {
      const { holder, cache } = parts;
      const caller = await parts.identify(request);
      const { panel, isStale } = holder;
      // An answer that says it is stale is true for this moment only.
      const asked = isStale ? null : readAsked(request);
      const key = asked && answerKey(asked, caller, panel);
      const tag = key !== null && request.method === 'GET' ? entityTag(key) : null;
      vary(reply);
      if (tag !== null && names(request, tag)) {
        request.record = new RequestRecord();
        return reply.code(304).headers(caching(tag, caller)).send();
      }
      const known = key === null ? undefined : cache?.find(key);
      if (cache && key !== null && known !== undefined) {
        request.record = Object.assign(new RequestRecord(), recordOf(known), { isCached: true });
        if (tag !== null) reply.headers(caching(tag, caller));
        return sendKept(request, reply, cache, key, known);
      }
      const context = parts.contextOf(startOf({ panel, isStale }, request.id, caller));
      contexts.set(request, context);
      request.record = context.record;
      const text = (await apollo.call(app, request, reply)) as string;
      const body = Buffer.from(text);
      const isGood = context.record.isCacheable && reply.statusCode === 200;
      if (isGood && tag !== null) reply.headers(caching(tag, caller));
      else reply.header('cache-control', 'no-store');
      if (!isGood || key === null || cache === null) return send(request, reply, body);
      const contentType = String(reply.getHeader('content-type'));
      cache.keep(key, { ...recordOf(context.record), contentType, body, packed: {} });
      return send(request, reply, body);
    },
  });
}

/** Beside what the answer varies by already, such as the origin. */
function vary(reply: FastifyReply): void {
  const others = reply.getHeader('vary');
  const own = 'accept, accept-encoding';
  reply.header('vary', others === undefined ? own : `${others}, ${own}`);
}

function recordOf({ operationName, documentHash, cost }: StoredAnswer | RequestRecord) {
  return { operationName, documentHash, cost };
}

function caching(tag: string, { role }: Caller) {
  const control = role === 'ANONYMOUS' ? SHARED_CACHING : PRIVATE_CACHING;
  return { etag: tag, 'cache-control': control };
}

/** Whether the client says that it has the answer with this tag. */
function names({ headers }: FastifyRequest, tag: string): boolean {
  const tags = headers['if-none-match']?.split(',').map((it) => it.trim());
  return tags?.some((it) => it === tag || `W/${it}` === tag) ?? false;
}

async function sendKept(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  cache: AnswerCache,
  key: string,
  answer: StoredAnswer,
): Promise<FastifyReply> {
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  reply.header('content-type', answer.contentType);
  const encoding = encodingOf(headers['accept-encoding'], answer.body.length);
  if (encoding === null) return reply.send(answer.body);
  const body = await cache.packed(key, answer, encoding);
  return reply.header('content-encoding', encoding).send(body);
}

async function send(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  body: Buffer,
): Promise<FastifyReply> {
  const encoding = encodingOf(headers['accept-encoding'], body.length);
  if (encoding === null) return reply.send(body);
  return reply.header('content-encoding', encoding).send(await pack(body, encoding, false));
}
