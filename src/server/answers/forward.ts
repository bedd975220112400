import type { FastifyRequest } from 'fastify';
import { PREFLIGHTED, type ReadRequest } from './read-request.js';

/**
 * The request as it is handed on to Apollo: with the text of the document that it named. A GET by
 * the id of a trusted document needs no preflight: its text is ours, it changes nothing, and no
 * cookie gives it more than a stranger sees.
 */
export function forwarded(
  request: FastifyRequest,
  { operationName, variables, isPreflighted }: ReadRequest,
  query: string,
  isTrusted: boolean,
): FastifyRequest {
  const operation = { query, operationName, variables };
  const headers =
    isTrusted && !isPreflighted ? { ...request.headers, ...PREFLIGHTED } : request.headers;
  const own = request.method === 'POST' ? { body: operation } : { url: urlOf(request, operation) };
  return Object.create(request, {
    headers: { value: headers },
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, { value }])),
  }) as FastifyRequest;
}

function urlOf(
  { url }: FastifyRequest,
  {
    query,
    operationName,
    variables,
  }: { query: string } & Pick<ReadRequest, 'operationName' | 'variables'>,
): string {
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  if (operationName !== null) search.set('operationName', operationName);
  return `${url.split('?', 1)[0]}?${search}`;
}
