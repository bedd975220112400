import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { finishAnswer, logFaults } from './finish-answer.js';
import type { Logger } from '../logger.js';
import type { RequestContext } from '../request-context.js';
import { statusOf } from '../http/status.js';

type Sending<C extends RequestContext> = GraphQLRequestContextWillSendResponse<C>;

/**
 * Finishes every answer: names the data and the methodology version it was computed from, sets the
 * HTTP status, and puts the request id on faults of ours, which are logged whole.
 */
export function answerPlugin<C extends RequestContext>(
  methodologyVersion: string,
  logger: Logger,
): ApolloServerPlugin<C> {
  return {
    requestDidStart: async () => {
      let isExecuted = false;
      return {
        executionDidStart: async () => {
          isExecuted = true;
        },
        didEncounterErrors: async ({ errors, contextValue: { requestId }, operationName }) => {
          logFaults(errors, { requestId, operationName }, logger);
        },
        willSendResponse: async (request) => {
          const { body, http } = request.response;
          if (body.kind !== 'single') return;
          finishAnswer(body.singleResult, request.contextValue, methodologyVersion);
          http.status = statusOf(body.singleResult, acceptOf(request), http.status);
          note(request, isExecuted);
        },
      };
    },
  };
}

/** What logs, metrics and the cache of answers go by. */
function note<C extends RequestContext>(
  { contextValue, operation, operationName, queryHash, response }: Sending<C>,
  isExecuted: boolean,
): void {
  const { record, isStale } = contextValue;
  const errors = response.body.kind === 'single' ? response.body.singleResult.errors : undefined;
  record.operationName = operationName ?? null;
  record.documentHash = queryHash ?? null;
  record.codes = errors?.map(({ extensions }) => String(extensions?.code)) ?? [];
  // Everything that a query reads belongs to its data version: there is no clock in the schema.
  const isQuery = operation?.operation === 'query';
  record.isCacheable = isQuery && isExecuted && !isStale && errors === undefined;
}

function acceptOf<C extends RequestContext>({ request }: Sending<C>): string {
  return request.http?.headers.get('accept') ?? '';
}
