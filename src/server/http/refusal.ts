import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';

const CODES: Record<number, string> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  431: 'HEADERS_TOO_LARGE',
  503: 'SERVICE_UNAVAILABLE',
};

/** What the reader of HTTP says of a request that never became one. */
const UNREADABLE: Record<string, [status: number, message: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large. Send a long query as a POST.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
};

/** Refusals before GraphQL have the shape of GraphQL errors, so that a client reads one shape. */
export function refusal(status: number, message: string) {
  return { errors: [{ message, extensions: { code: CODES[status] ?? 'BAD_REQUEST' } }] };
}

/** The same shape for a fault of ours, which is told as nothing but the id to look for. */
export function fault(requestId: string) {
  const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId };
  return { errors: [{ message: 'Internal server error.', extensions }] };
}

/** A whole answer of HTTP/1.1 as text, for a connection that has no reply of its own. */
export function rawRefusal(status: number, message: string, headers = ''): string {
  const body = JSON.stringify(refusal(status, message));
  return (
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\n${headers}` +
    'content-type: application/json; charset=utf-8\r\n' +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** Answers a connection whose bytes are no request, where there is still somebody to hear it. */
export function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, message] = UNREADABLE[error.code ?? ''] ?? [400, 'This is no request of HTTP.'];
  if (socket.writable) socket.write(rawRefusal(status, message));
  socket.destroy(error);
}
