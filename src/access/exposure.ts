import { BlockList, isIP } from 'node:net';
import { OperatorError } from '../errors.js';
import type { AccessSettings } from './settings.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether only this machine can reach an address to listen on. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const family = isIP(host);
  return family !== 0 && LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** How a server stands to the world. */
export interface Exposure {
  /** Whether others than this machine may ask: by the address, or through a proxy. */
  readonly isExposed: boolean;
  readonly mayReadAnonymously: boolean;
  /** What the operator should know; null when there is nothing. */
  readonly warning: string | null;
}

/**
 * Anybody may read on a loopback address by default. Elsewhere callers need a key or a token, and a
 * server that could know neither does not start, unless its operator lets everybody read.
 */
export function exposureOf(
  host: string,
  { anonymous, jwt, trustedProxies }: Pick<AccessSettings, 'anonymous' | 'jwt' | 'trustedProxies'>,
  hasKeys: boolean,
): Exposure {
  const isExposed = !isLoopback(host) || trustedProxies.length > 0;
  const mayReadAnonymously = anonymous === 'on' || (anonymous === 'auto' && !isExposed);
  if (!mayReadAnonymously && !hasKeys && jwt === null) {
    throw new OperatorError(
      `nobody could ask on ${host}: make a key by \`./lowtide keys create\`, name an issuer of ` +
        'tokens by LOWTIDE_JWT_JWKS_URL, or let everybody read by LOWTIDE_ANONYMOUS=on',
    );
  }
  const warning =
    isExposed && mayReadAnonymously
      ? `everybody who reaches ${host} may read without a key (LOWTIDE_ANONYMOUS=on)`
      : null;
  return { isExposed, mayReadAnonymously, warning };
}
