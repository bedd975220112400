import { type ApolloServerPlugin, type BaseContext, HeaderMap } from '@apollo/server';
import { GraphQLError, getVariableValues } from 'graphql';

/** How operations come in: one answer each, or a stream of answers. */
export type Transport = 'REQUEST' | 'STREAM';

const NO_MUTATION =
  'There are no mutations: ask with a query, and bring in data with `./lowtide import`.';
const REFUSALS = {
  REQUEST:
    'A subscription needs a running server, which streams it as server-sent events on ' +
    '/graphql/stream.',
  STREAM: 'Only subscriptions are streamed: ask everything else on /graphql.',
};

/**
 * Keeps subscriptions and the other operations apart, and refuses kinds of operation that the
 * schema lacks, which graphql-js would call a fault of the server. On a stream an operation is
 * checked as any other, but not executed: its answer without errors means that the stream may
 * begin.
 */
export function transportPlugin<C extends BaseContext>(
  transport: Transport,
): ApolloServerPlugin<C> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, schema }) => {
        if (operation === undefined) return;
        if (!schema.getRootType(operation.operation)) throw refusal(NO_MUTATION);
        const isSubscription = operation.operation === 'subscription';
        if (isSubscription === (transport === 'STREAM')) return;
        throw refusal(REFUSALS[transport]);
      },
      responseForOperation: async ({ schema, operation, request: { variables = {} } }) => {
        // What cannot be executed at all is left to the execution, which says why.
        if (transport === 'REQUEST' || operation === undefined) return null;
        const { errors } = getVariableValues(
          schema,
          operation.variableDefinitions ?? [],
          variables,
        );
        if (errors !== undefined) return null;
        return {
          http: { status: undefined, headers: new HeaderMap() },
          body: { kind: 'single', singleResult: { data: {} } },
        };
      },
    }),
  };
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
