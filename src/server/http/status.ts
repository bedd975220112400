import type { FormattedExecutionResult } from 'graphql';
import { ERRORS, type ErrorCode } from '../../errors.js';

/** Refusals of a well-formed request, by codes of the GraphQL server. */
const REFUSALS = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
]);

/**
 * The HTTP status of an answer. An answer with any data is 200. A client of `application/json`
 * reads a refusal in the body, under 200, as GraphQL over HTTP wants it;
 * `application/graphql-response+json` has it in the status as well. A failure of the server shows
 * in the status of both. `given` is what the GraphQL server would say.
 */
export function statusOf(
  { data, errors }: FormattedExecutionResult,
  accept: string,
  given: number | undefined,
): number | undefined {
  if (data || errors === undefined) return given;
  const code = String(errors[0]?.extensions?.code);
  const isListed = code in ERRORS;
  if (!isListed && !REFUSALS.has(code)) return given;
  const status = isListed ? ERRORS[code as ErrorCode].http : (given ?? 400);
  return status < 500 && !accept.includes('application/graphql-response+json') ? 200 : status;
}
