import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { RequestError } from '../errors.js';
import { causeOf } from '../graphql/format-error.js';
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
      didEncounterErrors: async ({ errors, contextValue, operationName }) => {
        for (const error of errors) {
          const err = causeOf(error);
          if (err instanceof RequestError || !isOurFault(error)) continue;
          const { requestId } = contextValue;
          logger.error({ requestId, operationName, path: error.path, err }, 'request failed');
        }
      },
      willSendResponse: async (request) => {
        const { body, http } = request.response;
        if (body.kind !== 'single') return;
        const { contextValue } = request;
        stampVersions(body.singleResult, contextValue, methodologyVersion);
        stampRequestId(body.singleResult, contextValue);
        http.status = statusOf(body.singleResult, acceptOf(request), http.status);
      },
    }),
  };
}

function stampVersions(
  result: FormattedExecutionResult,
  { panelOrNull, isStale }: RequestContext,
  methodologyVersion: string,
): void {
  const dataVersion = panelOrNull?.version.number ?? null;
  const lowtide = { dataVersion, methodologyVersion, ...(isStale && { isStale }) };
  result.extensions = { ...result.extensions, lowtide };
}

function stampRequestId(result: FormattedExecutionResult, { requestId }: RequestContext): void {
  if (!result.errors?.some(isOurFault)) return;
  result.errors = result.errors.map((error) =>
    isOurFault(error) ? { ...error, extensions: { ...error.extensions, requestId } } : error,
  );
}

function isOurFault({ extensions }: Pick<GraphQLFormattedError, 'extensions'>): boolean {
  return extensions?.code === undefined || extensions.code === 'INTERNAL_SERVER_ERROR';
}

function acceptOf<C extends RequestContext>({
  request,
}: GraphQLRequestContextWillSendResponse<C>): string {
  return request.http?.headers.get('accept') ?? '';
}
