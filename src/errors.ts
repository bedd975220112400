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
  LOADING: { http: 503 },
  FORBIDDEN: { http: 403 },
  OPERATION_LIMIT: { http: 400 },
  COST_LIMIT: { http: 400 },
  RESPONSE_LIMIT: { http: 400 },
  TIMEOUT: { http: 503 },
  OVERLOADED: { http: 503 },
  INTERNAL_SERVER_ERROR: { http: 500 },
} as const;
export type ErrorCode = keyof typeof ERRORS;

/** Characters of what a client is told of one error: more is its own input, said back to it. */
const MAX_MESSAGE = 500;

/** A message for a client, cut where it is too long to be read. */
export function clipMessage(message: string): string {
  return message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE - 3)}...` : message;
}

/** The caller's fault, told in full. Anything else that is thrown is ours and told nothing. */
export class RequestError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Values that would have worked, nearest first. */
    readonly suggestions: readonly string[] = [],
  ) {
    super(clipMessage(message));
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

/** What the machine has run out of, in words. */
const SHORTAGES: Readonly<Record<string, string>> = {
  EMFILE: 'too many files are open: raise the limit (ulimit -n)',
  ENFILE: 'too many files are open on this machine',
  ENOSPC: 'there is no space left on the disk',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'the disk cannot be written',
  ENOMEM: 'there is not enough memory',
};

/** An error of the operator's, or of a machine that lacks something; null for a fault of ours. */
export function asOperatorError(error: unknown): OperatorError | null {
  if (error instanceof OperatorError) return error;
  const { code = '', path } = (error ?? {}) as { code?: string; path?: string };
  const words = SHORTAGES[code];
  if (words === undefined) return null;
  return new OperatorError(path === undefined ? words : `${path}: ${words}`, { cause: error });
}

/** States what must hold; stays on in production. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
