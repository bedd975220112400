import { HeaderMap } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { AccessError } from '../../access/access-error.js';
import type { Access, Claim } from '../../access/open-access.js';
import type { Caller } from '../../graphql/limits.js';
import { onEnd } from './end-of-request.js';
import { refusal } from './refusal.js';

/** What of a request says who asks; its caller is noted there. */
export interface Asking extends Claim {
  caller?: Caller | null;
}

/** Says who asks, from the headers and the address of a request, and notes it there. */
export function identifyBy(access: Access): (request: Asking) => Promise<Caller> {
  return async (request) => {
    request.caller = await access.identify(claimOf(request));
    return request.caller;
  };
}

/**
 * Counts what an answer may cost before it is computed, in the name of who asks. Throws a
 * GraphQLError of code RATE_LIMITED where the share of a minute is used up.
 */
export function reserveBy(access: Access): Reserve {
  return async (request, caller, cost) => {
    try {
      await access.reserve(claimOf(request), caller, cost);
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      const { statusCode: status, message, headers } = error;
      const http = { status, headers: new HeaderMap(Object.entries(headers)) };
      const [refused] = refusal(status, message).errors;
      const extensions: Record<string, unknown> = { ...refused?.extensions, http };
      throw new GraphQLError(message, { extensions });
    }
  };
}

/** Counts what may be the cost of an answer; see `reserveBy`. */
export type Reserve = (request: Asking, caller: Caller, cost: number) => Promise<void>;

/**
 * Counts each request at what it did cost once it is over, also one whose client has left: it pays
 * for what was reserved.
 */
export function registerCharges(app: FastifyInstance, access: Access): void {
  onEnd(app, async (request, _reply, hasLeft) => {
    const { caller, record } = request;
    if (caller === null) return;
    const reserved = record?.reserved ?? 0;
    // What was refused or answered before has cost next to nothing.
    const cost = hasLeft ? reserved : record?.isCached ? 1 : (record?.cost?.actual ?? 1);
    await access.settle(claimOf(request), caller, reserved, cost);
  });
}

function claimOf({ headers, ip }: Claim): Claim {
  return { headers, ip };
}
