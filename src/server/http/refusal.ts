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

/** Refusals before GraphQL have the shape of GraphQL errors, so that a client reads one shape. */
export function refusal(status: number, message: string) {
  return { errors: [{ message, extensions: { code: CODES[status] ?? 'BAD_REQUEST' } }] };
}

/** The same shape for a fault of ours, which is told as nothing but the id to look for. */
export function fault(requestId: string) {
  const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId };
  return { errors: [{ message: 'Internal server error.', extensions }] };
}
