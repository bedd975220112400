import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '../../access/exposure.js';

/** By what names a server may be called, and whose pages may ask it. */
export interface OriginRules {
  /** The address it listens on. */
  readonly host: string;
  /** Names of `LOWTIDE_HOSTS`, in lower case and without a port. */
  readonly hosts: readonly string[];
  /** Origins of `LOWTIDE_CORS_ORIGINS`, such as `https://charts.example`. */
  readonly corsOrigins: readonly string[];
}

const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Why a request must not be answered, in words for its sender; null when it may be. A page may
 * point a name of its own at this machine, so that its browser takes this server for that page's:
 * on a loopback address only the names of this machine are answered, elsewhere those that are
 * listed, where any are. And a page of another site may ask only if its origin is listed. What a
 * person opens by a link is no question of that page, for it never sees the answer.
 */
export function originRefusal(headers: IncomingHttpHeaders, rules: OriginRules): string | null {
  const name = hostName(headers.host);
  if (name !== null && !isNameOf(rules, name)) {
    return `This server is not called ${name}: LOWTIDE_HOSTS lists the names that it answers to.`;
  }
  const { origin } = headers;
  if (isOwnPage(headers) || (origin !== undefined && rules.corsOrigins.includes(origin))) {
    return null;
  }
  return (
    `Pages of ${origin ?? 'other sites'} may not ask this server: LOWTIDE_CORS_ORIGINS lists the ` +
    'origins whose pages may.'
  );
}

function isNameOf({ host, hosts }: OriginRules, name: string): boolean {
  if (hosts.includes(name)) return true;
  if (isLoopback(host)) return LOCAL_NAMES.includes(name);
  // An address cannot be pointed elsewhere, and probes of a platform ask by address.
  return hosts.length === 0 || isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

/** The name without port and final dot, in lower case; null where a request names none. */
function hostName(host: string | undefined): string | null {
  if (host === undefined || host === '') return null;
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}

/** Whether no page of another site has sent this: browsers say so, other programs say nothing. */
function isOwnPage(headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const isOpened =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site === 'same-origin' || site === 'none') return true;
  if (site !== undefined) return isOpened && origin === undefined;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}
