import { RequestError } from '../errors.js';

/** Limits of one request, as `service.limits` states them. */
export const LIMITS = {
  maxCost: 100_000,
  maxDepth: 12,
  maxPageSize: 500,
  maxSeriesPoints: 20_000,
} as const;

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
