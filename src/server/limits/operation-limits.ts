import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { RequestLimits } from '../../graphql/limits.js';
import { type Shape, shapeOf } from './operation-shape.js';
import type { RequestContext } from '../request-context.js';
import { checkLiterals, checkVariables } from './value-limits.js';

type Word = readonly [
  size: keyof Omit<Shape, 'hasRepeats'>,
  limit: keyof RequestLimits,
  words: (size: number) => string,
];

const WORDS: readonly Word[] = [
  ['tokens', 'maxTokens', (n) => `has ${n} tokens`],
  ['rootFields', 'maxRootFields', (n) => `has ${n} root fields`],
  ['depth', 'maxDepth', (n) => `is ${n} fields deep`],
  ['listDepth', 'maxListDepth', (n) => `is ${n} lists deep`],
  ['aliases', 'maxAliases', (n) => `has ${n} aliases, with fragments spread out`],
  ['directives', 'maxDirectives', (n) => `has ${n} directives, with fragments spread out`],
];

/**
 * Refuses operations of a shape that the limits of their caller do not allow, or with values that
 * nobody needs, and lets those that
 * repeat a field share its results.
 */
export function operationLimits<C extends RequestContext>(): ApolloServerPlugin<C> {
  // Documents are kept by Apollo while they are in use, and so are their shapes.
  const shapes = new WeakMap<OperationDefinitionNode, Shape>();
  return {
    requestDidStart: async ({ contextValue: { caller, shared } }) => ({
      didResolveOperation: async ({ schema, document, operation, operationName, request }) => {
        const { variables } = request;
        checkVariables(variables);
        if (operation === undefined) return;
        let shape = shapes.get(operation);
        if (shape === undefined) {
          checkLiterals(document);
          shape = shapeOf(schema, document, operation);
          shapes.set(operation, shape);
        }
        refuse(shape, caller.limits, operationName);
        if (shape.hasRepeats) shared.begin();
      },
    }),
  };
}

function refuse(shape: Shape, limits: RequestLimits, operationName: string | null): void {
  for (const [size, limit, words] of WORDS) {
    if (shape[size] <= limits[limit]) continue;
    const name = operationName === null ? 'The operation' : `Operation "${operationName}"`;
    const message = `${name} ${words(shape[size])}; the limit is ${limits[limit]}.`;
    throw new GraphQLError(message, {
      extensions: { code: 'OPERATION_LIMIT', http: { status: 400 } },
    });
  }
}
