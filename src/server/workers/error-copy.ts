import { GraphQLError, type Source } from 'graphql';
import { type ErrorCode, RequestError } from '../../errors.js';
import { causeOf } from '../../graphql/format-error.js';

/** An error of an answer as it goes from one thread to another. */
export interface ErrorCopy {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly positions: readonly number[] | undefined;
  readonly extensions: Record<string, unknown>;
  /** The caller's fault, or one of ours with its stack; null where a resolver threw nothing. */
  readonly cause:
    | { readonly code: ErrorCode; readonly message: string; readonly suggestions: string[] }
    | { readonly message: string; readonly stack: string | undefined }
    | null;
}

export function copyError(error: GraphQLError): ErrorCopy {
  const { message, path, positions, extensions } = error;
  return { message, path, positions, extensions: { ...extensions }, cause: copyCause(error) };
}

/** The error again, so that the client and the log are told the same. */
export function errorOf(copy: ErrorCopy, source: Source | undefined): GraphQLError {
  const { message, path, positions, extensions, cause } = copy;
  return new GraphQLError(message, {
    path,
    positions,
    source,
    extensions,
    originalError: cause === null ? null : causeFrom(cause),
  });
}

function copyCause(error: GraphQLError): ErrorCopy['cause'] {
  const cause = causeOf(error);
  if (cause === error || !(cause instanceof Error)) return null;
  const { message, stack } = cause;
  if (!(cause instanceof RequestError)) return { message, stack };
  return { code: cause.code, message, suggestions: [...cause.suggestions] };
}

function causeFrom(cause: NonNullable<ErrorCopy['cause']>): Error {
  if ('code' in cause) return new RequestError(cause.code, cause.message, cause.suggestions);
  const error = new Error(cause.message);
  if (cause.stack !== undefined) error.stack = cause.stack;
  return error;
}
