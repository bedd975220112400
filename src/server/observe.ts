import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../graphql/limits.js';
import type { Metrics } from '../observe/metrics.js';
import { redact } from '../observe/redact.js';
import { type Answered, requestLine } from '../observe/request-line.js';
import type { Logger } from './logger.js';
import { onEnd } from './http/end-of-request.js';
import { refusal } from './http/refusal.js';

export interface ObserveParts {
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Requests that take longer are logged with their variables, redacted; 0 logs none. */
  readonly slowMs: number;
  readonly dataVersion: () => number | null;
  /** Whether metrics need a key of the role SERVICE. */
  readonly isExposed: boolean;
  readonly identify: (request: FastifyRequest) => Caller | Promise<Caller>;
}

/**
 * Logs each request for the API in one line, counts it, tells the client the time it took by
 * `Server-Timing`, and shows the counts on `/metrics`.
 */
export function registerObserve(app: FastifyInstance, parts: ObserveParts): void {
  const { metrics, logger, slowMs } = parts;
  app.addHook('onSend', async (request, reply) => {
    if (isApi(request)) reply.header('server-timing', timing(request, reply));
  });
  onEnd(app, (request, reply, hasLeft) => {
    if (!isApi(request)) return;
    const answered = answeredOf(request, reply, hasLeft, parts.dataVersion());
    metrics.observe(answered);
    const line = requestLine(answered);
    logger.info(line, 'request');
    // A stream is slow by its nature.
    if (slowMs === 0 || answered.ms < slowMs || isStream(request)) return;
    logger.warn({ ...line, variables: redact(variablesOf(request)) }, 'slow request');
  });
  app.get('/metrics', async (request, reply) => {
    if (parts.isExposed && (await parts.identify(request)).role !== 'SERVICE') {
      return reply.code(403).send(refusal(403, 'Metrics need a key of the role service.'));
    }
    const text = await metrics.text();
    return reply.header('cache-control', 'no-store').type(metrics.contentType).send(text);
  });
}

function isApi({ routeOptions: { url } }: FastifyRequest): boolean {
  return url === '/graphql' || url === '/graphql/stream';
}

function isStream({ routeOptions: { url } }: FastifyRequest): boolean {
  return url === '/graphql/stream';
}

function timing({ record }: FastifyRequest, { elapsedTime }: FastifyReply): string {
  const total = `total;dur=${Math.round(elapsedTime * 10) / 10}`;
  return record?.isCached === true ? `${total}, cache;desc=hit` : total;
}

function answeredOf(
  { id, caller, record }: FastifyRequest,
  { statusCode, elapsedTime, raw }: FastifyReply,
  hasLeft: boolean,
  dataVersion: number | null,
): Answered {
  return {
    requestId: id,
    // As a web server tells of a client that closed the request before there was an answer.
    status: hasLeft && !raw.headersSent ? 499 : statusCode,
    ms: elapsedTime,
    role: caller?.role ?? null,
    keyId: caller?.keyId ?? null,
    operation: record?.operationName ?? null,
    hash: record?.documentHash ?? null,
    cost: record?.cost?.requested ?? (record?.reserved || null),
    cells: record?.isCached ? null : (record?.cost?.actual ?? null),
    codes: record?.codes ?? [],
    isCached: record?.isCached ?? false,
    dataVersion,
  };
}

/** The variables as the client sent them; a text that is no JSON is told as a text. */
function variablesOf({ body, query }: FastifyRequest): unknown {
  const { variables } = ((body ?? query) as { variables?: unknown } | null) ?? {};
  if (typeof variables !== 'string') return variables ?? {};
  try {
    return JSON.parse(variables);
  } catch {
    return variables;
  }
}
