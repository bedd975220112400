import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { NOT_SYNCHRONOUS } from './columns.js';
import { hoistArguments, hoistedValues } from './hoist.js';
import { isPromise } from './is-promise.js';

/** An answer without errors, or why there is none. */
export type Outcome = ExecutionResult | 'FAILED' | 'ASYNCHRONOUS';

export interface CompiledOperation {
  readonly operation: OperationDefinitionNode;
  /** Runs at once, with variables as graphql-js coerced them. Never throws. */
  run(contextValue: unknown, variables: Readonly<Record<string, unknown>>): Outcome;
}

/**
 * Compiles one operation of a validated document against the column schema of `schema`; null when
 * it cannot be compiled.
 */
export function compileOperation(
  schema: GraphQLSchema,
  columns: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledOperation | null {
  const own = hoistArguments(schema, document, operation);
  if (own === null) return null;
  const options = { disablingCapturingStackErrors: true };
  const compiled = compileQuery(columns, own.document, operation.name?.value, options);
  if (!isCompiledQuery(compiled)) return null;
  const run = (contextValue: unknown, variables: Readonly<Record<string, unknown>>): Outcome => {
    const values = hoistedValues(own.hoisted, variables);
    if (values === null) return 'FAILED';
    try {
      const result = compiled.query(undefined, contextValue, values);
      if (isPromise(result)) {
        result.then(undefined, () => {});
        return 'ASYNCHRONOUS';
      }
      if (result.errors === undefined) return result;
      return result.errors.some(isAsynchronous) ? 'ASYNCHRONOUS' : 'FAILED';
    } catch {
      return 'FAILED';
    }
  };
  return { operation, run };
}

function isAsynchronous({ originalError }: { originalError?: Error | undefined }): boolean {
  return originalError === NOT_SYNCHRONOUS;
}
