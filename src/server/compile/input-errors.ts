import {
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  isValueNode,
} from 'graphql';
import type { Execution } from './executor.js';

const CODE = 'BAD_USER_INPUT';

/**
 * What is wrong with the variables of an operation; null for nothing. They are looked at before
 * anything else is done with the operation, so that every way of executing it says the same.
 */
export function variableErrors(
  schema: GraphQLSchema,
  { document, operationName, variables }: Execution,
): readonly GraphQLError[] | null {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const { errors } = getVariableValues(schema, definitions, variables ?? {});
  return errors === undefined ? null : errors.map(withCode);
}

/**
 * Names an error of execution as the caller's where graphql-js refused an argument: it only then
 * points at a value or a variable of the document. What resolvers throw and what cannot be written
 * into an answer stays as it was.
 */
export function withInputCode(error: GraphQLError): GraphQLError {
  const cause = error.originalError ?? error;
  if (!(cause instanceof GraphQLError) || cause.extensions.code !== undefined) return error;
  return cause.nodes?.some((node) => isValueNode(node)) ? withCode(error) : error;
}

function withCode(error: GraphQLError): GraphQLError {
  const { message, nodes, path, originalError, extensions } = error;
  return new GraphQLError(message, {
    nodes,
    path,
    originalError,
    extensions: { ...extensions, code: CODE },
  });
}
