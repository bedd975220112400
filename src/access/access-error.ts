/** A caller is refused before anything is done for it, with this status and these headers. */
export class AccessError extends Error {
  constructor(
    readonly statusCode: 401 | 403 | 429 | 503,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'AccessError';
  }
}

/** One answer for every key and token that does not count, so that it tells nothing about which. */
export function unauthenticated(
  message = 'The key or token is unknown, revoked or expired.',
): AccessError {
  return new AccessError(401, message, { 'www-authenticate': 'Bearer realm="lowtide"' });
}
