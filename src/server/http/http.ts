import { randomUUID } from 'node:crypto';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify';
import { AccessError } from '../../access/access-error.js';
import type { Caller } from '../../graphql/limits.js';
import { type GraphqlRouteParts, registerGraphqlRoute } from '../answers/graphql-route.js';
import { registerCrossOrigin } from './cross-origin.js';
import { registerGraphiql } from './graphiql.js';
import { type Lifecycle, registerHealth } from './health.js';
import { HTTP_LIMITS } from '../limits/limits.js';
import { registerPressure } from './pressure.js';
import { registerContentRules } from './content-rules.js';
import { fault, refusal, refuseConnection } from './refusal.js';
import { type OriginRules, originRefusal } from './request-origin.js';
import type { RequestContext } from '../request-context.js';
import { registerSecurityHeaders } from './security-headers.js';
import { registerSockets } from '../sockets/sockets.js';
import { registerStreams, type StreamParts } from '../streams/streams.js';

/** What of a server its metrics tell about. */
export type Inside = Pick<HttpParts<RequestContext>, 'holder' | 'streams' | 'cache'>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once that is known. */
    caller: Caller | null;
  }
}

export interface HttpParts<C extends RequestContext> extends StreamParts<C>, GraphqlRouteParts<C> {
  readonly lifecycle: Lifecycle;
  readonly explorerRoot?: string;
  /** By what names it may be called, and whose pages may ask. */
  readonly origins: OriginRules;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[];
  /** Adds to the server what belongs to no route: counts, logs, metrics. */
  readonly extend?: (app: FastifyInstance, inside: Inside) => Promise<void>;
}

/**
 * Everything under HTTP: `/graphql`, `/graphql/stream`, `/` for GraphiQL, `/health/*`. Apollo must
 * have started.
 */
export async function createHttp<C extends RequestContext>(
  parts: HttpParts<C>,
): Promise<FastifyInstance> {
  const app = fastify({
    // The type of the logger must not become part of the type of the server.
    loggerInstance: parts.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: HTTP_LIMITS.bodyBytes,
    requestTimeout: HTTP_LIMITS.requestMs,
    // A connection over which nothing moves, such as to a reader that takes no answer.
    connectionTimeout: HTTP_LIMITS.stalledMs,
    keepAliveTimeout: HTTP_LIMITS.keepAliveMs,
    http: {
      maxHeaderSize: HTTP_LIMITS.headerBytes,
      headersTimeout: HTTP_LIMITS.headersMs,
      connectionsCheckingInterval: HTTP_LIMITS.checkingMs,
      // Refused below, in the words of every other refusal.
      requireHostHeader: false,
    },
    genReqId: () => randomUUID(),
    trustProxy: parts.trustedProxies?.length ? [...parts.trustedProxies] : false,
    // A stopping server answers what it has let in, instead of 503.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    clientErrorHandler: refuseConnection,
  });
  // A connection that stays open would hold up the stop until its idle time is over.
  app.addHook('onSend', async (_request, reply) => {
    if (parts.lifecycle.endsConnections) reply.header('connection', 'close');
  });
  // A form of another site can send text/plain; this API has no use for it.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof AccessError) {
      reply.code(error.statusCode).headers(error.headers);
      return reply.send(refusal(error.statusCode, error.message));
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
    reply.code(status);
    return reply.send(status >= 500 ? fault(request.id) : refusal(status, error.message));
  });
  app.setNotFoundHandler((_request, reply) => {
    const message = 'Nothing is here. The API is on /graphql and GraphiQL on /.';
    reply.code(404).send(refusal(404, message));
  });
  registerSecurityHeaders(app);
  // Before anything else is done for it, whatever it asks for.
  app.addHook('onRequest', async ({ headers, raw }, reply) => {
    if (headers.host === undefined && raw.httpVersion === '1.1') {
      return reply.code(400).send(refusal(400, 'A request of HTTP/1.1 names its host.'));
    }
    const refused = originRefusal(headers, parts.origins);
    return refused === null ? undefined : reply.code(403).send(refusal(403, refused));
  });
  registerContentRules(app);
  await registerCrossOrigin(app, parts.origins.corsOrigins);
  app.decorateRequest('caller', null);
  await parts.extend?.(app, parts);
  await registerPressure(app);
  registerGraphqlRoute(app, parts);
  registerStreams(app, parts);
  registerSockets(app, parts);
  registerHealth(app, parts.holder, parts.lifecycle);
  await registerGraphiql(app, parts.explorerRoot);
  return app;
}
