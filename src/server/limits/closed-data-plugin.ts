import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import { refuseClosed, type Uses, usesOf } from '../../graphql/closed-data.js';
import type { RequestContext } from '../request-context.js';

/** Refuses operations that ask for data which is closed to the role of their caller. */
export function closedDataPlugin<C extends RequestContext>(): ApolloServerPlugin<C> {
  // Documents are kept by Apollo while they are in use, and so is what they ask for.
  const known = new WeakMap<OperationDefinitionNode, Uses>();
  return {
    requestDidStart: async ({ contextValue: { caller } }) => ({
      didResolveOperation: async ({ schema, document, operation }) => {
        if (operation === undefined || caller.closed.length === 0) return;
        let uses = known.get(operation);
        if (uses === undefined) {
          uses = usesOf(schema, document, operation);
          known.set(operation, uses);
        }
        refuseClosed(uses, caller.closed);
      },
    }),
  };
}
