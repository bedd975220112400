import type { ApolloServer } from '@apollo/server';
import { map } from '@graphql-yoga/subscription';
import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  parse,
  subscribe,
} from 'graphql';
import type { RequestParams } from 'graphql-sse';
import { formatError } from '../../graphql/format-error.js';
import type { Caller } from '../../graphql/limits.js';
import { type Documents, NOT_TRUSTED } from '../documents/documents.js';
import { finishAnswer, logFaults } from '../answers/finish-answer.js';
import type { Logger } from '../logger.js';
import type { PanelHolder } from '../panel/panel-holder.js';
import { type ContextFactory, type RequestContext, startOf } from '../request-context.js';
import { checkSource } from '../limits/source-limits.js';

export interface SubscriptionParts<C extends RequestContext> {
  readonly schema: GraphQLSchema;
  /** Checks the operations of streams; made for the transport STREAM. */
  readonly streamApollo: ApolloServer<C>;
  readonly contextOf: ContextFactory<C>;
  readonly holder: PanelHolder;
  readonly methodologyVersion: string;
  readonly logger: Logger;
  /** Documents that requests may name. */
  readonly documents: Documents;
}

export type Answers = AsyncGenerator<FormattedExecutionResult>;

/** Answers until `return` is called, or the one that says why there are none. */
export type Started =
  | { readonly answers: Answers }
  | { readonly refused: FormattedExecutionResult };

/**
 * Starts a subscription: one answer for each event, until `return` is called, which ends it at
 * once. What would be refused on `/graphql` is refused here in the same words.
 */
export async function startSubscription<C extends RequestContext>(
  parts: SubscriptionParts<C>,
  { query, variables, operationName }: RequestParams,
  requestId: string,
  caller: Caller,
): Promise<Started> {
  if (!parts.documents.allows(query)) return { refused: untrusted() };
  const refused = refusedSource(query, caller);
  if (refused !== null) return { refused };
  const { schema, holder, streamApollo } = parts;
  const contextValue = parts.contextOf(startOf(holder, requestId, caller));
  const { body } = await streamApollo.executeOperation(
    { query, variables, operationName },
    { contextValue },
  );
  if (body.kind !== 'single') throw new Error('an operation was checked in parts');
  const checked = body.singleResult;
  if (checked.errors !== undefined) return { refused: checked };
  const events = await subscribe({
    schema,
    document: parse(query),
    variableValues: variables,
    operationName,
    contextValue,
  });
  const finish = (result: ExecutionResult) => finished(parts, result, checked, requestId);
  if (!(Symbol.asyncIterator in events)) return { refused: finish(events) };
  // A generator of ours would hold the end of the stream back until the next event.
  return { answers: map(finish)(events) };
}

function refusedSource(query: string, { limits }: Caller): FormattedExecutionResult | null {
  try {
    checkSource(query, limits);
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [formatError(error.toJSON(), error)] };
  }
}

function untrusted(): FormattedExecutionResult {
  const { message, code } = NOT_TRUSTED;
  return { errors: [{ message, extensions: { code } }] };
}

/** An answer as `/graphql` would finish it, with the cost that the check found. */
function finished<C extends RequestContext>(
  { holder, methodologyVersion, logger }: SubscriptionParts<C>,
  { errors, ...rest }: ExecutionResult,
  checked: FormattedExecutionResult,
  requestId: string,
): FormattedExecutionResult {
  if (errors !== undefined) logFaults(errors, { requestId }, logger);
  const { cost } = (checked.extensions?.lowtide ?? {}) as { cost?: unknown };
  const answer: FormattedExecutionResult = {
    ...(errors && { errors: errors.map((error) => formatError(error.toJSON(), error)) }),
    ...rest,
    extensions: { lowtide: { cost } },
  };
  const { panel: panelOrNull, isStale } = holder;
  finishAnswer(answer, { requestId, panelOrNull, isStale }, methodologyVersion);
  return answer;
}
