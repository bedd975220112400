import type { FormattedExecutionResult } from 'graphql';
import { RequestError } from '../../errors.js';
import type { RequestLimits } from '../../graphql/limits.js';

/** Throws a RequestError of code RESPONSE_LIMIT for an answer that is too long for its caller. */
export function checkAnswerSize(bytes: number, { maxBytes }: RequestLimits): void {
  if (bytes <= maxBytes) return;
  throw new RequestError(
    'RESPONSE_LIMIT',
    `The answer has ${bytes} bytes and the limit is ${maxBytes}: ask for shorter pages, for ` +
      'fewer fields, or for wider intervals.',
  );
}

/** What is answered instead of an answer that is too long; null for one that is not. */
export function refusedSize(bytes: number, limits: RequestLimits): FormattedExecutionResult | null {
  try {
    checkAnswerSize(bytes, limits);
    return null;
  } catch (error) {
    const { message, code } = error as RequestError;
    return { errors: [{ message, extensions: { code } }] };
  }
}
