import { RequestError } from '../errors.js';
import type { Dataset } from './datasets.js';

/** Limits of arguments, the same for everybody. */
export const LIMITS = {
  maxPageSize: 500,
  /** Entries of a list that a client gives. */
  maxListLength: 500,
  /** Characters of a text that a client gives: no symbol, name, cursor or ID is longer. */
  maxTextLength: 200,
  maxSeriesPoints: 20_000,
} as const;

/** Who asks, as far as limits and rights go by it. */
export type Role = 'ANONYMOUS' | 'ANALYST' | 'SERVICE';

/** Limits of one request, by who asks. */
export interface RequestLimits {
  /** See `costOf`. */
  readonly maxCost: number;
  /** Fields on a way from the root to a leaf. */
  readonly maxDepth: number;
  /** Lists inside lists. */
  readonly maxListDepth: number;
  /** Fields under another name, fragments spread out. */
  readonly maxAliases: number;
  readonly maxRootFields: number;
  readonly maxDirectives: number;
  /** Tokens of the document. */
  readonly maxTokens: number;
  /** From the arrival of a request to its answer, in milliseconds. */
  readonly maxMs: number;
  /** Bytes of an answer before it is packed. */
  readonly maxBytes: number;
}

const KNOWN: RequestLimits = {
  maxCost: 100_000,
  maxDepth: 12,
  maxListDepth: 4,
  maxAliases: 60,
  maxRootFields: 30,
  maxDirectives: 50,
  maxTokens: 5_000,
  maxMs: 15_000,
  maxBytes: 20_000_000,
};

export const ROLE_LIMITS: Readonly<Record<Role, RequestLimits>> = {
  ANONYMOUS: {
    // The dearest saved operation costs some 24,000 over a whole market.
    maxCost: 25_000,
    maxDepth: 8,
    maxListDepth: 4,
    maxAliases: 20,
    maxRootFields: 10,
    maxDirectives: 20,
    maxTokens: 2_000,
    maxMs: 5_000,
    maxBytes: 5_000_000,
  },
  ANALYST: KNOWN,
  SERVICE: KNOWN,
};

/** Who asks: what authentication makes of a request, and what limits and logs go by. */
export interface Caller {
  readonly role: Role;
  readonly limits: RequestLimits;
  /** Public part of the key, for logs; null for those who gave none. */
  readonly keyId: string | null;
  /** Data that this caller may not see. */
  readonly closed: readonly Dataset[];
}

/** A caller of a role, by default one who gave no key and to whom everything is open. */
export function callerOf(
  role: Role,
  keyId: string | null = null,
  closed: readonly Dataset[] = [],
): Caller {
  return { role, limits: ROLE_LIMITS[role], keyId, closed };
}

export const DEFAULT_PAGE_SIZE = 50;

/** Refuses a page size outside 1 to 500; `name` is the argument. */
export function checkFirst(first: number, name = 'first'): void {
  if (!Number.isInteger(first) || first < 1 || first > LIMITS.maxPageSize) {
    throw new RequestError(
      'BAD_USER_INPUT',
      `${name} must be between 1 and ${LIMITS.maxPageSize}, not ${first}.`,
    );
  }
}
