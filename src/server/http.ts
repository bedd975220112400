import { randomUUID } from 'node:crypto';
import fastifyHelmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify';
import { type GraphqlRouteParts, registerGraphqlRoute } from './answers/graphql-route.js';
import { registerGraphiql } from './graphiql.js';
import { type Lifecycle, registerHealth } from './health.js';
import { HTTP_LIMITS } from './limits.js';
import { fault, refusal } from './refusal.js';
import type { RequestContext } from './request-context.js';
import { registerStreams, type StreamParts } from './streams.js';

export interface HttpParts<C extends RequestContext> extends StreamParts<C>, GraphqlRouteParts<C> {
  readonly lifecycle: Lifecycle;
  readonly explorerRoot?: string;
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
    genReqId: () => randomUUID(),
    // A stopping server answers what it has let in, instead of 503.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  });
  // A connection that stays open would hold up the stop until its idle time is over.
  app.addHook('onSend', async (_request, reply) => {
    if (parts.lifecycle.isStopping) reply.header('connection', 'close');
  });
  // A form of another site can send text/plain; this API has no use for it.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
    reply.code(status);
    reply.send(status >= 500 ? fault(request.id) : refusal(status, error.message));
  });
  app.setNotFoundHandler((_request, reply) => {
    const message = 'Nothing is here. The API is on /graphql and GraphiQL on /.';
    reply.code(404).send(refusal(404, message));
  });
  await app.register(fastifyHelmet, SECURITY_HEADERS);
  registerGraphqlRoute(app, parts);
  registerStreams(app, parts);
  registerHealth(app, parts.holder, parts.lifecycle);
  await registerGraphiql(app, parts.explorerRoot);
  return app;
}

/**
 * Scripts come from this server only. The editor of GraphiQL writes style elements, holds its fonts
 * in data URLs and starts workers. Nothing here forces HTTPS: a proxy in front may.
 */
const SECURITY_HEADERS: FastifyHelmetOptions = {
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      fontSrc: ["'self'", 'data:'],
      imgSrc: ["'self'", 'data:'],
      workerSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
};
