import { isIP } from 'node:net';
import { OperatorError } from '../errors.js';
import type { Dataset } from '../graphql/datasets.js';
import { DATASETS, isDataset } from '../graphql/datasets.js';
import type { Role } from '../graphql/limits.js';
import { isRole, ROLES } from './roles.js';

/** Where tokens come from and what they must say. */
export interface JwtSettings {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly roleClaim: string;
}

/** What callers of a role may do in a minute; 0 is without limit. */
export interface Rate {
  readonly requests: number;
  /** See `costOf`. */
  readonly cost: number;
}

export type Rates = Readonly<Record<Role, Rate>>;

/** Who may do what. */
export interface AccessSettings {
  /** Whether callers without a key may read; `auto` is only when none but this machine asks. */
  readonly anonymous: 'auto' | 'on' | 'off';
  /** Null for a server that takes no tokens. */
  readonly jwt: JwtSettings | null;
  /** Null stands for `DEFAULT_RATES` where strangers may come, and for none on this machine. */
  readonly rates: Rates | null;
  /** Where the rates of several servers are counted together; null counts in this process. */
  readonly redisUrl: string | null;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly closed: Readonly<Record<Role, readonly Dataset[]>>;
}

export const DEFAULT_RATES: Rates = {
  ANONYMOUS: { requests: 120, cost: 200_000 },
  ANALYST: { requests: 1_200, cost: 5_000_000 },
  SERVICE: { requests: 0, cost: 0 },
};

/** Without limits, as on a machine that only its owner reaches. */
export const NO_RATES: Rates = {
  ANONYMOUS: { requests: 0, cost: 0 },
  ANALYST: { requests: 0, cost: 0 },
  SERVICE: { requests: 0, cost: 0 },
};

/** `ANONYMOUS=120:200000,ANALYST=1200:5000000`; roles that are not named keep their default. */
export function ratesOf(text: string, name: string): Rates | null {
  if (text === '' || text === 'auto') return null;
  if (text === 'off') return NO_RATES;
  const rates: Record<Role, Rate> = { ...DEFAULT_RATES };
  for (const part of text.split(',')) {
    const [, role, requests, cost] = /^\s*(\w+)=(\d{1,9}):(\d{1,12})\s*$/.exec(part) ?? [];
    if (!isRole(role)) {
      throw new OperatorError(
        `${name} is auto, off, or requests and cost a minute by role, such as ` +
          `ANONYMOUS=120:200000,ANALYST=1200:5000000, not '${text}'`,
      );
    }
    rates[role] = { requests: Number(requests), cost: Number(cost) };
  }
  return rates;
}

/** `ANONYMOUS=FUND_FLOWS+SHORT_INTEREST,ANALYST=FUND_FLOWS`. */
export function closedOf(text: string, name: string): Record<Role, readonly Dataset[]> {
  const closed: Record<Role, readonly Dataset[]> = { ANONYMOUS: [], ANALYST: [], SERVICE: [] };
  for (const part of text.split(',').filter((it) => it.trim() !== '')) {
    const [role, list = ''] = part.trim().split('=');
    const datasets = list.split('+').map((it) => it.trim());
    if (!isRole(role) || !datasets.every(isDataset)) {
      throw new OperatorError(
        `${name} is like ANONYMOUS=FUND_FLOWS+SHORT_INTEREST,ANALYST=FUND_FLOWS with roles of ` +
          `${ROLES.join(', ')} and data of ${DATASETS.join(', ')}, not '${text}'`,
      );
    }
    closed[role] = datasets;
  }
  return closed;
}

/** Addresses and networks such as `10.0.0.0/8`. */
export function proxiesOf(text: string, name: string): readonly string[] {
  const proxies = text.split(',').flatMap((it) => (it.trim() === '' ? [] : [it.trim()]));
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    if (family !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))) {
      continue;
    }
    throw new OperatorError(
      `${name} lists addresses such as 10.0.0.1 or 10.0.0.0/8, not '${proxy}'`,
    );
  }
  return proxies;
}

/** The settings of tokens: all of the first three or none. */
export function jwtOf(
  values: Readonly<Record<'jwksUrl' | 'issuer' | 'audience' | 'roleClaim', string>>,
): JwtSettings | null {
  const { jwksUrl, issuer, audience } = values;
  if (jwksUrl === '' && issuer === '' && audience === '') return null;
  if (jwksUrl === '' || issuer === '' || audience === '') {
    throw new OperatorError(
      'LOWTIDE_JWT_JWKS_URL, LOWTIDE_JWT_ISSUER and LOWTIDE_JWT_AUDIENCE belong together: ' +
        'set all three or none',
    );
  }
  if (!URL.canParse(jwksUrl) || !/^https?:/.test(jwksUrl)) {
    throw new OperatorError(
      'LOWTIDE_JWT_JWKS_URL must be a URL such as https://id.example/.well-known/jwks.json',
    );
  }
  return values;
}
