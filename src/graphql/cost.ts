import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { costOf } from './cost-estimate.js';

/**
 * Refuses an operation that would cost more than `maxCost`, before any of it runs, and tells the
 * cost of every other one under `extensions.lowtide.cost`. Belongs after the plugin that writes the
 * versions there.
 */
export function costPlugin<C extends BaseContext>(maxCost: number): ApolloServerPlugin<C> {
  return {
    requestDidStart: async () => {
      let requested: number | null = null;
      return {
        didResolveOperation: async ({ schema, document, operationName, request }) => {
          requested = costOf(schema, document, operationName, request.variables ?? {});
          if (requested <= maxCost) return;
          throw new GraphQLError(
            `The operation costs ${requested} and the limit is ${maxCost}: ask for shorter ` +
              'lists, for wider intervals, or for less at once.',
            { extensions: { code: 'COST_LIMIT', http: { status: 400 } } },
          );
        },
        willSendResponse: async ({ response: { body } }) => {
          if (requested === null || body.kind !== 'single') return;
          const { extensions } = body.singleResult;
          const lowtide = {
            ...(extensions?.lowtide as object),
            cost: { requested, limit: maxCost },
          };
          body.singleResult.extensions = { ...extensions, lowtide };
        },
      };
    },
  };
}
