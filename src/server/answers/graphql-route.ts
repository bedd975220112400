import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../graphql/limits.js';
import { type Documents, NOT_TRUSTED, type Refused } from '../documents/documents.js';
import type { Asking } from '../http/identify.js';
import type { RequestContext, RequestRecord } from '../request-context.js';
import { answerKey } from './answer-key.js';
import { type AnswererParts, Answerer, vary } from './answerer.js';
import { forwarded } from './forward.js';
import { isReading, readRequest } from './read-request.js';

export interface GraphqlRouteParts<C extends RequestContext> extends AnswererParts<C> {
  /** Who asks; throws an error with a `statusCode` for a caller who is refused. */
  readonly identify: (request: Asking) => Caller | Promise<Caller>;
  /** Documents that requests may name. */
  readonly documents: Documents;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What became of a request for `/graphql`, complete once it is answered. */
    record: RequestRecord | null;
  }
}

/**
 * `/graphql`. A request that was answered before from the same data, with the same variables and
 * for the same role, is answered by the same bytes without being parsed, validated or executed. A
 * GET carries an entity tag of its data version; one that names it is answered 304 at once.
 */
export function registerGraphqlRoute<C extends RequestContext>(
  app: FastifyInstance,
  parts: GraphqlRouteParts<C>,
): void {
  const answerer = new Answerer(app, parts);
  app.decorateRequest('record', null);
  app.route({
    url: '/graphql',
    // Apollo answers 405 with `Allow` to all but the first two.
    method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    handler: async (request, reply) => {
      const caller = await parts.identify(request);
      vary(reply);
      return answer(parts, answerer, { request, reply, caller });
    },
  });
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caller: Caller;
}

async function answer<C extends RequestContext>(
  { documents, holder }: GraphqlRouteParts<C>,
  answerer: Answerer<C>,
  { request, reply, caller }: Exchange,
): Promise<FastifyReply> {
  const read = readRequest(request);
  const resolved = read && documents.resolve(read);
  if (read === null || resolved === null) {
    // What has another form is not executed where trust is required.
    if (documents.mode === 'require' && isAsking(request)) return refuse(reply, NOT_TRUSTED);
    return answerer.compute(request, reply, request, caller, null);
  }
  if ('status' in resolved) return refuse(reply, resolved);
  const { query, toKeep } = resolved;
  const passed = forwarded(request, read, query);
  // An answer that says it is stale is true for this moment only.
  const isKnowable = !read.isDryRun && !holder.isStale;
  const key = isKnowable ? answerKey({ ...read, query }, caller, holder.panel) : null;
  const known = key === null ? null : answerer.fromKept(request, reply, caller, key);
  if (known !== null) return known;
  const computed = await answerer.compute(request, reply, passed, caller, key);
  // Without a hash it was refused before it was looked at.
  const { codes = [], documentHash = null } = request.record ?? {};
  if (toKeep !== null && documentHash !== null && codes.length === 0) {
    documents.keep(toKeep, query);
  }
  return computed;
}

function isAsking(request: FastifyRequest): boolean {
  return isReading(request) || request.method === 'POST';
}

function refuse(reply: FastifyReply, { status, code, message }: Refused): FastifyReply {
  reply.code(status).header('cache-control', 'no-store');
  return reply.send({ errors: [{ message, extensions: { code } }] });
}
