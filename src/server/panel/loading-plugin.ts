import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { ErrorCode } from '../../errors.js';
import type { RequestContext } from '../request-context.js';

/** Seconds after which a client may ask again: most panels are there by then. */
const RETRY_SECONDS = 2;

/**
 * Refuses queries while the first panel is being loaded: what is not there yet is not to be told as
 * missing. The schema may be asked for, and streams begin to wait.
 */
export function loadingPlugin<C extends RequestContext>(): ApolloServerPlugin<C> {
  return {
    requestDidStart: async ({ contextValue: { isLoading } }) => {
      if (!isLoading) return;
      return {
        didResolveOperation: async ({ operation }) => {
          if (operation?.operation === 'query' && !isIntrospection(operation)) throw loading();
        },
      };
    },
  };
}

function isIntrospection({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.every(
    (selection) => selection.kind === 'Field' && selection.name.value.startsWith('__'),
  );
}

function loading(): GraphQLError {
  const code: ErrorCode = 'LOADING';
  const headers = new HeaderMap([['retry-after', String(RETRY_SECONDS)]]);
  const extensions: Record<string, unknown> = { code, http: { status: 503, headers } };
  return new GraphQLError('The data is being loaded: ask again in a moment.', { extensions });
}
