import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Role } from '../graphql/limits.js';
import { AccessError } from './access-error.js';
import type { Rates } from './settings.js';

const MINUTE_S = 60;

/** Counts what callers do in a minute: requests, and what their answers cost. */
export interface RateLimits {
  /** Counts a request of a caller. Throws AccessError 429 when a minute's share is used up. */
  admit(role: Role, who: string): Promise<void>;
  /**
   * Counts what an answer may cost before there is any work on it. Throws AccessError 429, and
   * counts nothing, when what came before has used up the share.
   */
  reserve(role: Role, who: string, cost: number): Promise<void>;
  /** Counts an answer at what it did cost in place of what was reserved. Never rejects. */
  settle(role: Role, who: string, reserved: number, cost: number): Promise<void>;
  close(): void;
}

type Counter = Pick<RateLimiterAbstract, 'consume' | 'get' | 'reward' | 'penalty'>;

/**
 * Limits of requests and of cost for each key, token or address. With Redis several servers count
 * together; while it is away each counts by itself, and nobody is refused for that.
 */
export async function createRateLimits(
  rates: Rates,
  redisUrl: string | null,
  fail: (error: unknown) => void,
): Promise<RateLimits> {
  const redis = redisUrl === null ? null : await connect(redisUrl, fail);
  const counters = new Map<string, Counter>();
  const counterOf = (kind: 'requests' | 'cost', role: Role): Counter | null => {
    const points = rates[role][kind];
    if (points === 0) return null;
    const name = `lowtide:${kind}:${role}`;
    let counter = counters.get(name);
    if (counter === undefined) {
      counter = createCounter(name, points, redis);
      counters.set(name, counter);
    }
    return counter;
  };
  return {
    async admit(role, who) {
      const spent = await counterOf('cost', role)?.get(who);
      if (spent && spent.consumedPoints >= rates[role].cost) {
        throw tooMany(`cost of ${rates[role].cost} a minute`, spent);
      }
      try {
        await counterOf('requests', role)?.consume(who);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw tooMany(`${rates[role].requests} requests a minute`, error);
      }
    },
    async reserve(role, who, cost) {
      const counter = counterOf('cost', role);
      try {
        await counter?.consume(who, cost);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        // The last one may go beyond the limit: what would never fit could never be asked.
        if (error.consumedPoints - cost < rates[role].cost) return;
        await counter?.reward(who, cost);
        throw tooMany(`cost of ${rates[role].cost} a minute`, error);
      }
    },
    async settle(role, who, reserved, cost) {
      const counter = counterOf('cost', role);
      try {
        if (cost > reserved) await counter?.penalty(who, cost - reserved);
        else if (cost < reserved) await counter?.reward(who, reserved - cost);
      } catch (error) {
        fail(error);
      }
    },
    close: () => redis?.disconnect(),
  };
}

function createCounter(keyPrefix: string, points: number, redis: Redis | null): Counter {
  const settings = { keyPrefix, points, duration: MINUTE_S };
  const local = new RateLimiterMemory(settings);
  if (redis === null) return local;
  return new RateLimiterRedis({
    ...settings,
    storeClient: redis,
    rejectIfRedisNotReady: true,
    insuranceLimiter: local,
  });
}

async function connect(url: string, fail: (error: unknown) => void): Promise<Redis> {
  // Read only now: most servers start without it, and sooner.
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 250,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(5_000, 100 * attempt),
  });
  let isAway = false;
  redis.on('error', (error) => {
    if (!isAway) fail(error);
    isAway = true;
  });
  redis.on('ready', () => {
    isAway = false;
  });
  return redis;
}

function tooMany(words: string, { msBeforeNext }: RateLimiterRes): AccessError {
  const seconds = String(Math.max(1, Math.ceil(msBeforeNext / 1_000)));
  return new AccessError(429, `The limit of ${words} is reached: ask again in ${seconds} s.`, {
    'retry-after': seconds,
  });
}
