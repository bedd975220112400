import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { finishAnswer, logFaults } from './finish-answer.js';
import type { Logger } from './logger.js';
import type { RequestContext } from './request-context.js';
import { statusOf } from './status.js';

/**
 * Finishes every answer: names the data and the methodology version it was computed from, sets the
 * HTTP status, and puts the request id on faults of ours, which are logged whole.
 */
export function answerPlugin<C extends RequestContext>(
  methodologyVersion: string,
  logger: Logger,
): ApolloServerPlugin<C> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue: { requestId }, operationName }) => {
        logFaults(errors, { requestId, operationName }, logger);
      },
      willSendResponse: async (request) => {
        const { body, http } = request.response;
        if (body.kind !== 'single') return;
        finishAnswer(body.singleResult, request.contextValue, methodologyVersion);
        http.status = statusOf(body.singleResult, acceptOf(request), http.status);
      },
    }),
  };
}

function acceptOf<C extends RequestContext>({
  request,
}: GraphQLRequestContextWillSendResponse<C>): string {
  return request.http?.headers.get('accept') ?? '';
}
