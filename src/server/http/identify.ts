import type { FastifyInstance } from 'fastify';
import type { Access, Claim } from '../../access/open-access.js';
import type { Caller } from '../../graphql/limits.js';

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

/** Counts the cost of each answer once it is out, also of one that came from the cache. */
export function registerCharges(app: FastifyInstance, access: Access): void {
  app.addHook('onResponse', async (request) => {
    const { caller, record } = request;
    if (caller === null) return;
    // What was refused or answered before has cost next to nothing.
    const isComputed = record?.cost?.actual != null && !record.isCached;
    const cost = isComputed ? (record?.cost?.requested ?? 1) : 1;
    await access.charge(claimOf(request), caller, cost);
  });
}

function claimOf({ headers, ip }: Claim): Claim {
  return { headers, ip };
}
