import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { Role } from '../graphql/limits.js';
import { AccessError, unauthenticated } from './access-error.js';
import type { JwtSettings } from './settings.js';

/** Signatures by a private key alone: with a shared secret the public key could sign. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
const MAX_LENGTH = 8_192;
/** Seconds by which clocks may differ. */
const CLOCK_SECONDS = 5;
const TIMEOUT_MS = 3_000;

/** Who a token stands for. */
export interface TokenHolder {
  readonly subject: string;
  readonly role: Role;
}

/**
 * Checks tokens of an identity provider against the keys that it publishes (JWKS). A token must be
 * signed, of the issuer, for the audience, not expired and not before its time. Its role is that of
 * the role claim, `analyst` or `service`, an analyst without one. Throws AccessError: 401 for a
 * token that does not count, 503 when the keys cannot be had.
 */
export function tokenReader({ jwksUrl, issuer, audience, roleClaim }: JwtSettings) {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: TIMEOUT_MS });
  return async (token: string): Promise<TokenHolder> => {
    if (token.length > MAX_LENGTH) throw unauthenticated();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      const role = roleIn(payload[roleClaim]);
      if (role === null || payload.sub === undefined) throw unauthenticated();
      return { subject: payload.sub, role };
    } catch (error) {
      throw refusalOf(error);
    }
  };
}

function roleIn(claim: unknown): Role | null {
  if (claim === undefined || claim === 'analyst') return 'ANALYST';
  return claim === 'service' ? 'SERVICE' : null;
}

function refusalOf(error: unknown): AccessError {
  if (error instanceof AccessError) return error;
  const isTokensFault =
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC';
  if (isTokensFault) return unauthenticated();
  return new AccessError(503, 'Tokens cannot be checked now: ask again soon.', {
    'retry-after': '5',
  });
}
