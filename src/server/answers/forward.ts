import type { FastifyRequest } from 'fastify';
import type { ReadRequest } from './read-request.js';

/** A parameter of a media type other than its weight and its charset. */
const PARAMETER = /;\s*(?!q\s*=|charset\s*=)[\w.-]+\s*=\s*("[^"]*"|[^;,\s]*)/gi;

/** The request as it is handed on to Apollo: with the text of its document, and a HEAD as a GET. */
export function forwarded(
  request: FastifyRequest,
  { operationName, variables }: ReadRequest,
  query: string,
): FastifyRequest {
  const operation = { query, operationName, variables };
  const own =
    request.method === 'POST'
      ? { body: operation }
      : { url: urlOf(request, operation), method: 'GET' };
  // A version of the type, as in `application/json;v=2`, asks for nothing that is not there.
  const accept = request.headers.accept?.replace(PARAMETER, '');
  const headers = accept === undefined ? request.headers : { ...request.headers, accept };
  const entries = Object.entries({ ...own, headers }).map(
    ([name, value]) => [name, { value }] as const,
  );
  return Object.create(request, Object.fromEntries(entries)) as FastifyRequest;
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
