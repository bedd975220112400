import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { clipMessage, RequestError } from '../errors.js';
import { argumentPath } from './argument-path.js';

/**
 * What a client is told about an error. The caller's fault is told in full, with its code and what
 * would have worked; a fault of ours is told as nothing but INTERNAL_SERVER_ERROR. Syntax,
 * validation and variable errors keep the code that the server gave them; one about a literal says
 * in front which argument it is.
 */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const cause = causeOf(error);
  const { locations, path } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (cause instanceof RequestError) {
    const { code, suggestions } = cause;
    const extensions = suggestions.length > 0 ? { code, suggestions } : { code };
    return { message: cause.message, ...place, extensions };
  }
  const code = formatted.extensions?.code;
  if (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') {
    const argument = argumentPath(error);
    const message = argument === null ? formatted.message : `${argument}: ${formatted.message}`;
    return { message: clipMessage(message), ...place, extensions: { code } };
  }
  return {
    message: 'Something went wrong on the server. The log says what.',
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

/** The error that a resolver threw, out of the one that graphql-js wraps around it. */
export function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? error.originalError : error;
}
