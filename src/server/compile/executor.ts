import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { canCompile } from './can-compile.js';
import { columnSchema } from './columns.js';
import { withInputCode } from './input-errors.js';
import { type CompiledOperation, compileOperation } from './compile-operation.js';

/** Compiled operations that are kept; each is a program of some hundred kilobytes at most. */
const MAX_COMPILED = 500;

/** What is executed: a validated document, with the values it came with. */
export interface Execution {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly contextValue: unknown;
}

/** How often an operation came, and its program once it has one. */
interface Known {
  uses: number;
  compiled: CompiledOperation | null | undefined;
}

export interface ExecutorOptions {
  /** Uses by graphql-js before an operation is compiled: what comes once is not worth it. */
  readonly warmUp?: number;
}

/**
 * Executes operations by programs that graphql-jit compiles, and by graphql-js whatever those
 * cannot do: see `canCompile`. A program only ever gives the answer without errors; at the first
 * error, promise or exception the operation is executed again by graphql-js, over the same
 * immutable panel, so that errors read and are ordered as there. Answers are byte-equal.
 */
export class CompilingExecutor {
  readonly #columns: GraphQLSchema;
  readonly #known = new LRUCache<OperationDefinitionNode, Known>({ max: MAX_COMPILED });
  readonly #warmUp: number;
  #compiledAnswers = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    { warmUp = 1 }: ExecutorOptions = {},
  ) {
    this.#columns = columnSchema(schema);
    this.#warmUp = warmUp;
  }

  /** How many answers came from compiled programs. */
  get compiledAnswers(): number {
    return this.#compiledAnswers;
  }

  /** Never rejects for a fault of a resolver: that is an error of the result. */
  async execute(execution: Execution): Promise<ExecutionResult> {
    const known = this.#find(execution);
    const result = known?.compiled && this.#run(known, known.compiled, execution);
    return result ?? executePlainly(this.schema, execution);
  }

  #run(known: Known, compiled: CompiledOperation, execution: Execution): ExecutionResult | null {
    const { operation } = compiled;
    const { coerced } = getVariableValues(
      this.schema,
      operation.variableDefinitions ?? [],
      execution.variables ?? {},
    );
    if (coerced === undefined) return null;
    const outcome = compiled.run(execution.contextValue, coerced);
    if (outcome === 'ASYNCHRONOUS') known.compiled = null;
    if (typeof outcome === 'string') return null;
    this.#compiledAnswers++;
    return outcome;
  }

  #find({ document, operationName }: Execution): Known | null {
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    let known = this.#known.get(operation);
    if (known === undefined) {
      known = { uses: 0, compiled: undefined };
      this.#known.set(operation, known);
    }
    if (known.compiled === undefined && known.uses++ >= this.#warmUp) {
      known.compiled = canCompile(this.schema, document, operation)
        ? compileOperation(this.schema, this.#columns, document, operation)
        : null;
    }
    return known;
  }
}

/** By graphql-js, the reference. */
export async function executePlainly(
  schema: GraphQLSchema,
  { document, operationName, variables, contextValue }: Execution,
): Promise<ExecutionResult> {
  const args = { schema, document, contextValue, variableValues: variables, operationName };
  const result = await execute(args);
  return result.errors === undefined
    ? result
    : { ...result, errors: result.errors.map(withInputCode) };
}

type Gateway = ApolloServerOptionsWithGateway<BaseContext>['gateway'];

/**
 * Puts an executor under Apollo by the public option for gateways, the only one that replaces the
 * execution and leaves parsing, validation and plugins as they are.
 */
export function gatewayOf(
  schema: GraphQLSchema,
  run: (execution: Execution) => Promise<ExecutionResult>,
): Gateway {
  const executor = ({ document, request, context }: GatewayRequest) => {
    const { operationName, variables } = request;
    return run({ document, operationName, variables, contextValue: context });
  };
  return {
    load: async () => ({ executor: executor as never }),
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    stop: async () => {},
  };
}

interface GatewayRequest {
  readonly document: DocumentNode;
  readonly context: unknown;
  readonly request: {
    readonly operationName?: string;
    readonly variables?: Record<string, unknown>;
  };
}
