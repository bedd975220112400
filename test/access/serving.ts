import { makeKey } from '../../src/access/key-text.js';
import { openAccess } from '../../src/access/open-access.js';
import type { AccessSettings } from '../../src/access/settings.js';
import type { Role } from '../../src/graphql/limits.js';
import { identifyBy, registerCharges, reserveBy } from '../../src/server/http/identify.js';
import type { RunningServer } from '../../src/server/start-server.js';
import type { StoredKey } from '../../src/store/access-keys.js';
import { panelOf, startTiny, TinySource } from '../server/tiny.js';

export const OPEN: AccessSettings = {
  anonymous: 'auto',
  jwt: null,
  rates: null,
  redisUrl: null,
  trustedProxies: [],
  closed: { ANONYMOUS: [], ANALYST: [], SERVICE: [] },
};

/** A key of a role, and how it would be stored. */
export function madeKey(role: Role, parts: Partial<StoredKey> = {}) {
  const { id, text, secretHash } = makeKey();
  const always = { id, name: 'desk', role, secretHash, createdAt: 0 };
  const stored: StoredKey = { ...always, expiresAt: null, revokedAt: null, ...parts };
  return { id, text, stored, headers: { authorization: `Bearer ${text}` } };
}

export interface Guarded {
  readonly server: RunningServer;
  readonly url: string;
  /** What the server has warned of. */
  readonly warnings: string[];
  close(): Promise<void>;
}

/** A real server over the tiny schema, with keys. */
export async function startGuarded(
  settings: Partial<AccessSettings>,
  keys: readonly StoredKey[] = [],
  parts: Parameters<typeof startTiny>[1] = {},
): Promise<Guarded> {
  const warnings: string[] = [];
  const access = await openAccess({
    settings: { ...OPEN, ...settings },
    host: '127.0.0.1',
    readKeys: async () => [...keys],
    refreshMs: 60_000,
    now: Date.now,
    logger: { warn: (first: object | string) => void warnings.push(JSON.stringify(first)) },
  });
  const server = await startTiny(new TinySource(panelOf(1)), {
    identify: identifyBy(access),
    reserve: reserveBy(access),
    trustedProxies: settings.trustedProxies ?? [],
    extend: async (app) => registerCharges(app, access),
    cacheBytes: 1_000_000,
    ...parts,
  });
  const close = async () => {
    access.close();
    await server.close();
  };
  return { server, url: server.url, warnings, close };
}
