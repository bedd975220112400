import { type Caller, callerOf, type Role } from '../graphql/limits.js';
import type { StoredKey } from '../store/access-keys.js';
import { AccessError, unauthenticated } from './access-error.js';
import { exposureOf } from './exposure.js';
import { KeyRing } from './key-ring.js';
import { networkOf } from './network.js';
import { createRateLimits } from './rate-limits.js';
import { type AccessSettings, DEFAULT_RATES, NO_RATES } from './settings.js';
import { type TokenHolder, tokenReader } from './tokens.js';

/** What of a request says who asks. */
export interface Claim {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Address of the client, behind the proxies that are trusted. */
  readonly ip: string;
}

export interface AccessParts {
  readonly settings: AccessSettings;
  readonly host: string;
  readonly readKeys: () => Promise<StoredKey[]>;
  readonly refreshMs: number;
  readonly now: () => number;
  readonly logger: {
    warn(object: object, message: string): void;
    warn(message: string): void;
  };
}

export interface Access {
  /** Whether others than this machine may ask. */
  readonly isExposed: boolean;
  /** Who asks. Rejects with AccessError: 401, 429, or 503 when tokens cannot be checked. */
  identify(claim: Claim): Promise<Caller>;
  /** Counts what an answer may cost, before it is computed. Rejects with AccessError 429. */
  reserve(claim: Claim, caller: Caller, cost: number): Promise<void>;
  /** Counts an answer at what it did cost, in place of what was reserved. */
  settle(claim: Claim, caller: Caller, reserved: number, cost: number): Promise<void>;
  close(): void;
}

/**
 * Reads the keys and says from then on who asks. Throws OperatorError for an address at which
 * nobody could ask; see `exposureOf`.
 */
export async function openAccess(parts: AccessParts): Promise<Access> {
  const { settings, host, logger } = parts;
  const fail = (err: unknown) => logger.warn({ err }, 'keys or rates cannot be read');
  const ring = new KeyRing(parts.readKeys, parts.refreshMs, parts.now, fail);
  await ring.start();
  try {
    const exposure = exposureOf(host, settings, ring.hasKeys);
    if (exposure.warning !== null) logger.warn(exposure.warning);
    const rates = settings.rates ?? (exposure.isExposed ? DEFAULT_RATES : NO_RATES);
    const limits = await createRateLimits(rates, settings.redisUrl, fail);
    const readToken = settings.jwt === null ? null : tokenReader(settings.jwt);
    const known = knower(settings, ring, readToken, exposure.mayReadAnonymously);
    return {
      isExposed: exposure.isExposed,
      async identify(claim) {
        const caller = await known(claim);
        await limits.admit(caller.role, whoIs(caller, claim));
        return caller;
      },
      reserve: (claim, caller, cost) => limits.reserve(caller.role, whoIs(caller, claim), cost),
      settle: (claim, caller, reserved, cost) =>
        limits.settle(caller.role, whoIs(caller, claim), reserved, Math.max(1, cost)),
      close() {
        ring.stop();
        limits.close();
      },
    };
  } catch (error) {
    ring.stop();
    throw error;
  }
}

/** Under what name is counted what a caller does: of a key, or of an address without one. */
export function whoIs({ keyId }: Caller, { ip }: Pick<Claim, 'ip'>): string {
  return keyId ?? networkOf(ip);
}

function knower(
  { closed }: AccessSettings,
  ring: KeyRing,
  readToken: ((token: string) => Promise<TokenHolder>) | null,
  mayReadAnonymously: boolean,
): (claim: Claim) => Promise<Caller> {
  const knownAs = (role: Role, keyId: string | null): Caller => callerOf(role, keyId, closed[role]);
  return async ({ headers }) => {
    const secret = secretIn(headers);
    if (secret === null) {
      if (mayReadAnonymously) return knownAs('ANONYMOUS', null);
      throw unauthenticated('A key is needed: send `Authorization: Bearer KEY` or `x-api-key`.');
    }
    if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(secret) && readToken !== null) {
      const { subject, role } = await readToken(secret);
      return knownAs(role, `jwt:${subject.slice(0, 64)}`);
    }
    const holder = await ring.holderOf(secret);
    if (holder === null) throw unauthenticated();
    return knownAs(holder.role, holder.id);
  };
}

/** The key or token of a request; null for a request without one. Throws AccessError for two. */
function secretIn(headers: Claim['headers']): string | null {
  const { authorization, 'x-api-key': key } = headers;
  if (authorization !== undefined && key !== undefined) {
    throw new AccessError(401, 'Send one of `authorization` and `x-api-key`, not both.');
  }
  if (key !== undefined) return String(key);
  if (authorization === undefined) return null;
  const [, secret] = /^Bearer +(\S+)$/i.exec(String(authorization)) ?? [];
  if (secret === undefined) throw unauthenticated('The form is `Authorization: Bearer KEY`.');
  return secret;
}
