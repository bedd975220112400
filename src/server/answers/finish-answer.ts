import type { FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { RequestError } from '../../errors.js';
import { causeOf } from '../../graphql/format-error.js';
import type { Logger } from '../logger.js';
import type { RequestContext } from '../request-context.js';

/**
 * Names in an answer the data and the methodology version it was computed from, and the request id
 * on faults of ours. What else `extensions.lowtide` holds stays.
 */
export function finishAnswer(
  result: FormattedExecutionResult,
  {
    requestId,
    panelOrNull,
    isStale,
  }: Pick<RequestContext, 'requestId' | 'panelOrNull' | 'isStale'>,
  methodologyVersion: string,
): void {
  const dataVersion = panelOrNull?.version.number ?? null;
  const lowtide = { dataVersion, methodologyVersion, ...(isStale && { isStale }) };
  const others = result.extensions?.lowtide as object | undefined;
  result.extensions = { ...result.extensions, lowtide: { ...lowtide, ...others } };
  if (!result.errors?.some(isOurFault)) return;
  result.errors = result.errors.map((error) =>
    isOurFault(error) ? { ...error, extensions: { ...error.extensions, requestId } } : error,
  );
}

/** Writes faults of ours into the log, whole, under the id that the answer names. */
export function logFaults(
  errors: readonly GraphQLError[],
  { requestId, operationName }: { requestId: string; operationName?: string | null | undefined },
  logger: Logger,
): void {
  for (const error of errors) {
    const err = causeOf(error);
    if (err instanceof RequestError || !isOurFault(error)) continue;
    logger.error({ requestId, operationName, path: error.path, err }, 'request failed');
  }
}

function isOurFault({ extensions }: Pick<GraphQLFormattedError, 'extensions'>): boolean {
  return extensions?.code === undefined || extensions.code === 'INTERNAL_SERVER_ERROR';
}
