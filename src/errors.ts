/**
 * Every error that a request can end with: its code under `extensions.code`, its HTTP status where
 * the whole request fails, and its words. A message names what was wrong and what would be right.
 */
export const ERRORS = {
  BAD_USER_INPUT: { http: 400 },
  UNKNOWN_SYMBOL: { http: 400 },
  UNKNOWN_INDEX: { http: 400 },
  UNKNOWN_PROVIDER: { http: 400 },
  BAD_WINDOW: { http: 400 },
  BAD_CURSOR: { http: 400 },
  NO_DATA: { http: 503 },
  FORBIDDEN: { http: 403 },
  OPERATION_LIMIT: { http: 400 },
  COST_LIMIT: { http: 400 },
  RESPONSE_LIMIT: { http: 400 },
  TIMEOUT: { http: 503 },
  OVERLOADED: { http: 503 },
  INTERNAL_SERVER_ERROR: { http: 500 },
} as const;
export type ErrorCode = keyof typeof ERRORS;

/** The caller's fault, told in full. Anything else that is thrown is ours and told nothing. */
export class RequestError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Values that would have worked, nearest first. */
    readonly suggestions: readonly string[] = [],
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

/** A fault of the operator: a wrong setting, file or store. One line, exit code 1, no stack. */
export class OperatorError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OperatorError';
  }
}

/** States what must hold; stays on in production. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
