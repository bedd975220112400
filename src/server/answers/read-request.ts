import type { FastifyRequest } from 'fastify';
import { DRY_RUN } from '../../graphql/cost.js';
import type { Named } from '../documents/documents.js';

/** What a request for `/graphql` asks, before its document is known. */
export interface ReadRequest extends Named {
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly accept: string;
  /** Whether only its cost is asked for. */
  readonly isDryRun: boolean;
}

/** Null for a request of another form, which the GraphQL server reads and refuses in its words. */
export function readRequest(request: FastifyRequest): ReadRequest | null {
  if (request.method === 'POST') return isRecord(request.body) ? read(request, request.body) : null;
  const { headers, query } = request;
  const type = headers['content-type'];
  const isOddType = type !== undefined && !/^application\/json\s*(;|$)/i.test(type);
  if (!isReading(request) || isOddType || !isRecord(query)) return null;
  const { variables, extensions } = query;
  return read(request, { ...query, variables: parsed(variables), extensions: parsed(extensions) });
}

/** A HEAD is a GET whose answer has no body. */
export function isReading({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

function read({ headers }: FastifyRequest, asked: Record<string, unknown>) {
  const { query = null, operationName = null, documentId = null, variables, extensions } = asked;
  const hash = hashOf(extensions);
  if (!isText(query) || query === '' || !isText(operationName) || !isText(documentId)) return null;
  if (hash === undefined || (!isAbsent(variables) && !isRecord(variables))) return null;
  return {
    query,
    // An empty name is none, as forms and spreadsheets send it.
    operationName: operationName === '' ? null : operationName,
    documentId,
    hash,
    variables: variables ?? {},
    accept: headers.accept ?? '',
    isDryRun: headers[DRY_RUN] !== undefined,
  };
}

/** Null when there is none, undefined when it has another form. */
function hashOf(extensions: unknown): string | null | undefined {
  if (isAbsent(extensions)) return null;
  if (!isRecord(extensions)) return undefined;
  const { persistedQuery } = extensions;
  if (isAbsent(persistedQuery)) return null;
  if (!isRecord(persistedQuery) || persistedQuery.version !== 1) return undefined;
  const { sha256Hash } = persistedQuery;
  return typeof sha256Hash === 'string' && sha256Hash.length <= 128 ? sha256Hash : undefined;
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

function isText(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
