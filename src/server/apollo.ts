import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { costPlugin } from '../graphql/cost.js';
import { formatError } from '../graphql/format-error.js';
import type { Tracing } from '../observe/tracing.js';
import { answerPlugin } from './answers/answer-plugin.js';
import { closedDataPlugin } from './limits/closed-data-plugin.js';
import {
  CompilingExecutor,
  type Execution,
  executePlainly,
  gatewayOf,
} from './compile/executor.js';
import { variableErrors } from './compile/input-errors.js';
import { inTime } from './limits/deadline.js';
import { ParsedDocuments } from './documents/parsed-documents.js';
import { HeavyLane } from './limits/heavy-lane.js';
import { HTTP_LIMITS } from './limits/limits.js';
import type { Logger } from './logger.js';
import { LoopHolds } from './limits/loop-holds.js';
import { operationLimits } from './limits/operation-limits.js';
import { loadingPlugin } from './panel/loading-plugin.js';
import type { RequestContext } from './request-context.js';
import { tracePlugin } from './trace.js';
import { type Transport, transportPlugin } from './http/transport-plugin.js';
import { writeAnswer } from './answers/write-answer.js';

export interface ApolloSettings {
  readonly methodologyVersion: string;
  readonly logger: Logger;
  /** What else looks at operations, such as traces. */
  readonly tracing?: Tracing | null | undefined;
  /** Whether the schema may be asked for; GraphiQL needs it. */
  readonly hasIntrospection?: boolean;
  /** Whether it answers requests, or checks the operations of streams. */
  readonly transport?: Transport;
  /** Answers by graphql-js alone, without compiled documents. */
  readonly isPlain?: boolean;
  /**
   * Executes long operations elsewhere; null for those that are not long. It is told of those whose
   * document took long here.
   */
  readonly executeElsewhere?:
    | ((execution: Execution, hasTakenLong: boolean) => Promise<ExecutionResult> | null)
    | undefined;
}

/**
 * The one GraphQL server, for HTTP, for the command line and for the checks of streams alike. Every
 * setting that Apollo would take from the environment is stated, and nothing of it calls out.
 */
export function createApollo<C extends RequestContext>(
  schema: GraphQLSchema,
  {
    methodologyVersion,
    logger,
    hasIntrospection = true,
    transport = 'REQUEST',
    isPlain = false,
    tracing = null,
    executeElsewhere = () => null,
  }: ApolloSettings,
): ApolloServer<C> {
  const compiling = new CompilingExecutor(schema);
  const lane = new HeavyLane();
  const holds = new LoopHolds();
  const execute = async (execution: Execution) => {
    const errors = variableErrors(schema, execution);
    if (errors !== null) return { errors };
    if (isPlain) return executePlainly(schema, execution);
    const { estimatedCost, deadline } = execution.contextValue as RequestContext;
    const isHeavy = estimatedCost >= HTTP_LIMITS.heavyCost;
    if (isHeavy) lane.check();
    const elsewhere = executeElsewhere(execution, holds.isLong(execution.document));
    if (elsewhere !== null) return lane.beside(elsewhere);
    const run = () => holds.time(execution.document, () => compiling.execute(execution));
    const here = () => inTime(run, deadline?.signal ?? null);
    return isHeavy ? lane.run(here) : here();
  };
  return new ApolloServer<C>({
    gateway: gatewayOf(schema, execute),
    logger,
    formatError,
    stringifyResult: writeAnswer,
    introspection: hasIntrospection,
    // Suggestions tell no more than an open schema does.
    hideSchemaDetailsFromClientErrors: !hasIntrospection,
    includeStacktraceInErrorResponses: false,
    // Pages of other sites are told apart before: see `originRefusal`.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    documentStore: new ParsedDocuments(),
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: HTTP_LIMITS.tokens },
    validationOptions: { maxErrors: HTTP_LIMITS.errors },
    maxRecursiveSelections: HTTP_LIMITS.selections,
    plugins: [
      // It instruments every field and doubles the cost of a long list.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      answerPlugin<C>(methodologyVersion, logger),
      loadingPlugin<C>(),
      operationLimits<C>(),
      closedDataPlugin<C>(),
      costPlugin<C>(),
      transportPlugin<C>(transport),
      ...(tracing === null ? [] : [tracePlugin<C>(tracing)]),
    ],
  });
}
