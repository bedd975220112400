import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { FormattedExecutionResult } from 'graphql';
import { DRY_RUN } from '../../graphql/cost.js';
import type { Caller, RequestLimits } from '../../graphql/limits.js';
import { refusedSize } from '../limits/answer-size.js';
import { deadlineOf } from '../limits/deadline.js';
import { HTTP_LIMITS } from '../limits/limits.js';
import type { Reserve } from '../http/identify.js';
import type { PanelHolder } from '../panel/panel-holder.js';
import {
  type ContextFactory,
  type RequestContext,
  RequestRecord,
  startOf,
} from '../request-context.js';
import { checkSource } from '../limits/source-limits.js';
import { Turns } from '../limits/turns.js';
import type { AnswerCache, StoredAnswer } from './answer-cache.js';
import { entityTag } from './answer-key.js';
import { isReading } from './read-request.js';
import { encodingOf, pack } from './encoding.js';

export interface AnswererParts<C extends RequestContext> {
  readonly apollo: ApolloServer<C>;
  readonly contextOf: ContextFactory<C>;
  readonly holder: PanelHolder;
  /** Answers that are kept; null keeps none. */
  readonly cache: AnswerCache | null;
  readonly reserve: Reserve;
}

/** Anybody between may keep it for that long, in seconds, and a little longer while asking anew. */
const SHARED_CACHING = 'public, max-age=5, stale-while-revalidate=30';
const PRIVATE_CACHING = 'private, no-cache';

/** What is no text is left to Apollo. */
function checkSourceOf(request: FastifyRequest, limits: RequestLimits): void {
  const body = request.body as { readonly query?: unknown } | null | undefined;
  const text = request.method === 'POST' ? body?.query : searchOf(request);
  if (typeof text === 'string') checkSource(text, limits);
}

/** As Apollo reads it: a forwarded request has another address than the parameters it came with. */
function searchOf({ url }: FastifyRequest): string | null {
  const question = url.indexOf('?');
  return question < 0 ? null : new URLSearchParams(url.slice(question)).get('query');
}

/** Sends answers: those that are kept, or those that Apollo computes. */
export class Answerer<C extends RequestContext> {
  readonly #contexts = new WeakMap<FastifyRequest, C>();
  readonly #turns = new Turns();
  readonly #apollo: RouteHandlerMethod;

  constructor(
    private readonly app: FastifyInstance,
    private readonly parts: AnswererParts<C>,
  ) {
    this.#apollo = fastifyApolloHandler(parts.apollo, {
      context: async (request) => {
        const context = this.#contexts.get(request) as C;
        checkSourceOf(request, context.caller.limits);
        return context;
      },
    });
  }

  /** The answer without a computation; null when there must be one. */
  fromKept(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Caller,
    key: string,
  ): FastifyReply | Promise<FastifyReply> | null {
    const tag = isReading(request) ? entityTag(key) : null;
    if (tag !== null && names(request, tag)) {
      return notModified(request, reply, tag, caller);
    }
    const kept = this.parts.cache?.find(key);
    if (!this.parts.cache || kept === undefined) return null;
    if (tag !== null && namesAny(request)) return notModified(request, reply, tag, caller);
    request.record = Object.assign(new RequestRecord(), recordOf(kept), { isCached: true });
    if (tag !== null) reply.headers(caching(tag, caller));
    return sendKept(request, reply, this.parts.cache, key, kept);
  }

  /** Answers by Apollo, and keeps what is good under `key`. */
  async compute(
    request: FastifyRequest,
    reply: FastifyReply,
    passed: FastifyRequest,
    caller: Caller,
    key: string | null,
  ): Promise<FastifyReply> {
    const turn = this.#turns.take();
    if (turn !== null) await turn;
    const { holder, reserve } = this.parts;
    const context = this.parts.contextOf({
      ...startOf(holder, request.id, caller, deadlineOf(reply.raw, caller.limits)),
      reserve: async (cost) => {
        await reserve(request, caller, cost);
        context.record.reserved = cost;
      },
    });
    this.#contexts.set(passed, context);
    request.record = context.record;
    const body = Buffer.from((await this.#apollo.call(this.app, passed, reply)) as string);
    const refused = refusedSize(body.length, caller.limits);
    if (refused !== null) return refuse(reply, context.record, refused);
    const isGood = context.record.isCacheable && reply.statusCode === 200;
    const isTagged = isGood && key !== null && isReading(request);
    if (isTagged) reply.headers(caching(entityTag(key), caller));
    else reply.header('cache-control', 'no-store');
    // Too late, too busy or without data: all of that passes.
    if (reply.statusCode === 503 && !reply.hasHeader('retry-after')) {
      reply.header('retry-after', String(HTTP_LIMITS.retrySeconds));
    }
    if (isGood && key !== null && this.parts.cache !== null) {
      const contentType = String(reply.getHeader('content-type'));
      this.parts.cache.keep(key, { ...recordOf(context.record), contentType, body, packed: {} });
    }
    if (isTagged && namesAny(request)) return notModified(request, reply, entityTag(key), caller);
    return send(request, reply, body);
  }
}

/**
 * What a cache in front must tell apart, beside what the answer varies by already, such as the
 * origin: the form and packing of the answer, both ways to send a key, and whether it is executed.
 */
export function vary(reply: FastifyReply): void {
  const others = reply.getHeader('vary');
  const own = `accept, accept-encoding, authorization, x-api-key, ${DRY_RUN}`;
  reply.header('vary', others === undefined ? own : `${others}, ${own}`);
}

function recordOf({ operationName, documentHash, cost }: StoredAnswer | RequestRecord) {
  return { operationName, documentHash, cost };
}

function caching(tag: string, { role }: Caller) {
  const control = role === 'ANONYMOUS' ? SHARED_CACHING : PRIVATE_CACHING;
  return { etag: tag, 'cache-control': control };
}

function notModified(
  request: FastifyRequest,
  reply: FastifyReply,
  tag: string,
  caller: Caller,
): FastifyReply {
  request.record ??= new RequestRecord();
  return reply.code(304).headers(caching(tag, caller)).send();
}

/** Whether any answer will do for the client: there is one once the question has been answered. */
function namesAny({ headers }: FastifyRequest): boolean {
  return headers['if-none-match']?.trim() === '*';
}

/** Whether the client says that it has the answer with this tag. */
function names({ headers }: FastifyRequest, tag: string): boolean {
  const tags = headers['if-none-match']?.split(',').map((it) => it.trim());
  return tags?.some((it) => it === tag || `W/${it}` === tag) ?? false;
}

function refuse(
  reply: FastifyReply,
  record: RequestRecord,
  refused: FormattedExecutionResult,
): FastifyReply {
  record.codes = refused.errors?.map(({ extensions }) => String(extensions?.code)) ?? [];
  return reply.code(400).header('cache-control', 'no-store').send(refused);
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
