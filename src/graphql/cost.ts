import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import type { Panel } from '../panel/panel.js';
import { costOf, type Estimate } from './cost-estimate.js';
import type { Caller } from './limits.js';
import { marketSizeOf } from './market-size.js';
import { type ValueCounter, valueCounter } from './value-counter.js';
import { WrittenData } from './written-data.js';

/** What an operation costs, as `extensions.lowtide.cost` tells it. */
export interface CostReport {
  /** What its arguments allow it to cost: this is what the limit is held against. */
  readonly requested: number;
  /** What it did cost, by the values in the answer; null when nothing was executed. */
  readonly actual: number | null;
  readonly limit: number;
  /** What the limit leaves for more in one request: `limit` less `requested`, at least 0. */
  readonly remaining: number;
}

/** What the cost of a request goes by. */
export interface CostContext {
  readonly caller: Caller;
  readonly panelOrNull: Panel | null;
  /** Where the report is noted for logs. */
  readonly record: { cost: CostReport | null };
  /** Written here, for those who plan by it. */
  estimatedCost: number;
  /** Counts what the answer may cost, or throws where its share is used up; null: nobody counts. */
  readonly reserve: ((cost: number) => Promise<void>) | null;
}

/** A request with this header set to 1 is told its cost and not executed. */
export const DRY_RUN = 'lowtide-dry-run';

/**
 * Refuses an operation that would cost more than its caller may, before any of it runs, and tells
 * the cost of every other one under `extensions.lowtide.cost`. Belongs after the plugin that writes
 * the versions there.
 */
export function costPlugin<C extends CostContext>(): ApolloServerPlugin<C> {
  // Documents are kept by Apollo while they are in use, and so is how their answers are counted.
  const counters = new WeakMap<OperationDefinitionNode, ValueCounter>();
  const counterOf = (
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ): ValueCounter => {
    const counter = counters.get(operation) ?? valueCounter(schema, document, operation);
    counters.set(operation, counter);
    return counter;
  };
  return {
    requestDidStart: async ({ contextValue }) => {
      const { caller, panelOrNull, record } = contextValue;
      const { maxCost } = caller.limits;
      const market = marketSizeOf(panelOrNull);
      let estimate: Estimate | null = null;
      let isExecuted = false;
      return {
        didResolveOperation: async ({ schema, document, operationName, request }) => {
          const variables = request.variables ?? {};
          estimate = costOf(schema, document, operationName, variables, market, maxCost);
          if (estimate.total > maxCost) throw tooMuch(estimate.total, maxCost);
          contextValue.estimatedCost = estimate.total;
          if (request.http?.headers.get(DRY_RUN) === '1') return;
          await contextValue.reserve?.(estimate.total);
        },
        responseForOperation: async ({ schema, operation, request: { http, variables } }) => {
          if (http?.headers.get(DRY_RUN) !== '1') return null;
          const definitions = operation.variableDefinitions ?? [];
          // Wrong variables are left to the execution, which says what is wrong.
          const { errors } = getVariableValues(schema, definitions, variables ?? {});
          if (errors !== undefined) return null;
          return {
            http: { status: undefined, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: { data: {} } },
          };
        },
        executionDidStart: async () => {
          isExecuted = true;
        },
        willSendResponse: async ({ schema, document, operation, response: { body } }) => {
          if (estimate === null || body.kind !== 'single') return;
          const { data, extensions } = body.singleResult;
          const count = (): number => {
            if (data instanceof WrittenData) return data.values;
            return operation && document ? counterOf(schema, document, operation)(data) : 0;
          };
          const actual = isExecuted ? count() + estimate.work : null;
          const cost = reportOf(estimate, actual, maxCost);
          record.cost = cost;
          const lowtide = { ...(extensions?.lowtide as object), cost };
          body.singleResult.extensions = { ...extensions, lowtide };
        },
      };
    },
  };
}

function reportOf({ total }: Estimate, actual: number | null, limit: number): CostReport {
  return { requested: total, actual, limit, remaining: Math.max(0, limit - total) };
}

function tooMuch(requested: number, limit: number): GraphQLError {
  return new GraphQLError(
    `The operation costs ${requested} or more and the limit is ${limit}: ask for shorter lists, ` +
      'for wider intervals, for a shorter window, or for less at once.',
    { extensions: { code: 'COST_LIMIT', http: { status: 400 } } },
  );
}
