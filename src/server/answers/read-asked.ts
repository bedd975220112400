import type { FastifyRequest } from 'fastify';
import { DRY_RUN } from '../../graphql/cost.js';
import type { Asked } from './answer-key.js';

/** One of these shows that no foreign page made a GET on its own: see CSRF prevention of Apollo. */
const PREFLIGHT_HEADERS = ['x-apollo-operation-name', 'apollo-require-preflight'] as const;

/**
 * The operation of a request that may be answered without the GraphQL server; null for any other,
 * which is then read, and refused where it must be, by that server alone.
 */
export function readAsked(request: FastifyRequest): Asked | null {
  if (request.headers[DRY_RUN] !== undefined) return null;
  if (request.method === 'POST')
    return isRecord(request.body) ? askedOf(request, request.body) : null;
  if (request.method !== 'GET' || !isPreflighted(request) || !isRecord(request.query)) return null;
  const { variables, extensions } = request.query;
  const read = { variables: parsed(variables), extensions: parsed(extensions) };
  return askedOf(request, { ...request.query, ...read });
}

function askedOf({ headers }: FastifyRequest, asked: Record<string, unknown>): Asked | null {
  const { query, operationName = null, variables, extensions } = asked;
  if (typeof query !== 'string' || query === '') return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  if (!isAbsent(extensions) && !(isRecord(extensions) && Object.keys(extensions).length === 0)) {
    return null;
  }
  if (!isAbsent(variables) && !isRecord(variables)) return null;
  return { query, operationName, variables: variables ?? {}, accept: headers.accept ?? '' };
}

function isPreflighted({ headers }: FastifyRequest): boolean {
  const type = headers['content-type'];
  if (type !== undefined) return type === 'application/json';
  return PREFLIGHT_HEADERS.some((name) => headers[name] !== undefined && headers[name] !== '');
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    // No record, so that it is left to the GraphQL server.
    return text;
  }
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
