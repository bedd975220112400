import assert from 'node:assert/strict';
import { type ExecutionResult, type GraphQLSchema, parse, validate } from 'graphql';
import { CompilingExecutor, executePlainly } from '../../../src/server/compile/executor.js';

/** The text of an answer, errors with their places and in their order. */
function textOf(result: ExecutionResult): string {
  return JSON.stringify(result);
}

export interface Compared {
  readonly text: string;
  readonly result: ExecutionResult;
  /** Whether the second of the answers came from a compiled program. */
  readonly isCompiled: boolean;
}

/**
 * Executes an operation by graphql-js, and twice by an executor that compiles at once; all three
 * answers must be the same bytes.
 */
export async function compare(
  schema: GraphQLSchema,
  source: string,
  contextOf: () => unknown,
  variables?: Record<string, unknown>,
  operationName?: string,
): Promise<Compared> {
  const document = parse(source);
  assert.deepEqual(validate(schema, document), [], source);
  const executor = new CompilingExecutor(schema, { warmUp: 0 });
  const execution = () => ({ document, variables, operationName, contextValue: contextOf() });
  const plain = textOf(await executePlainly(schema, execution()));
  for (const round of ['first', 'second']) {
    const result = await executor.execute(execution());
    assert.equal(textOf(result), plain, `${round} answer to ${source}`);
  }
  const result = await executor.execute(execution());
  return { text: plain, result, isCompiled: executor.compiledAnswers === 3 };
}
