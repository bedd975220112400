import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OpenSpan, Tracing } from '../observe/tracing.js';
import { onEnd } from './http/end-of-request.js';
import type { RequestContext } from './request-context.js';

/** Begins a span with each request for the API, as part of the trace that the client names. */
export function registerTracing(app: FastifyInstance, tracing: Tracing): void {
  const open = new WeakMap<FastifyRequest, OpenSpan>();
  app.addHook('onRequest', async (request) => {
    const { url } = request.routeOptions;
    if (url?.startsWith('/graphql') !== true) return;
    const attributes = { 'http.request.method': request.method, 'http.route': url };
    open.set(request, tracing.begin('request', attributes, request.headers));
  });
  // The body is read before: whatever is done after it belongs to the span.
  app.addHook('preHandler', (request, _reply, done) => {
    const span = open.get(request);
    if (span === undefined) done();
    else span.within(done);
  });
  onEnd(app, (request, reply) => {
    const { record, id } = request;
    const name = record?.operationName;
    open.get(request)?.end(
      {
        'http.response.status_code': reply.statusCode,
        'lowtide.request_id': id,
        'lowtide.cached': record?.isCached ?? false,
        ...(name != null && { 'graphql.operation.name': name.slice(0, 60) }),
        ...(record?.documentHash && { 'graphql.document.hash': record.documentHash }),
        ...(record?.cost && { 'lowtide.cost': record.cost.requested }),
      },
      reply.statusCode >= 500 ? reply.statusCode : undefined,
    );
  });
}

/** Spans of what Apollo does with an operation. */
export function tracePlugin<C extends RequestContext>(tracing: Tracing): ApolloServerPlugin<C> {
  return {
    requestDidStart: async () => {
      let execution: OpenSpan | undefined;
      return {
        parsingDidStart: async () => {
          const span = tracing.begin('parse');
          return async (error) => span.end({}, error);
        },
        validationDidStart: async () => {
          const span = tracing.begin('validate');
          return async (errors) => span.end({}, errors?.[0]);
        },
        executionDidStart: async () => {
          execution = tracing.begin('execute');
        },
        willSendResponse: async ({ errors, contextValue }) => {
          execution?.end({ 'lowtide.cost': contextValue.estimatedCost }, errors?.[0]);
        },
      };
    },
  };
}
