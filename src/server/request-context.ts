import type { CostContext, CostReport } from '../graphql/cost.js';
import { Context } from '../graphql/context.js';
import type { Caller } from '../graphql/limits.js';
import type { SharedResults } from '../graphql/shared-results.js';
import type { Panel } from '../panel/panel.js';
import type { Store } from '../store/store.js';
import type { Deadline } from './limits/deadline.js';
import { HTTP_LIMITS } from './limits/limits.js';

/** What a request begins with. */
export interface RequestStart {
  /** The panel that is current, or null before the first load. */
  readonly panel: Panel | null;
  /** Whether there is no panel yet because the first one is being loaded. */
  readonly isLoading?: boolean;
  /** Names the request in the log and in the answer to a fault of ours. */
  readonly requestId: string;
  /** Whether the store has stopped answering, so that a newer version may exist. */
  readonly isStale: boolean;
  readonly caller: Caller;
  /** Counts what the answer may cost before it is computed; see `CostContext`. */
  readonly reserve?: CostContext['reserve'];
  /** When the answer is given up; null or left out where nobody gives it up. */
  readonly deadline?: Deadline | null;
}

/** What a request begins with on what a server holds at that moment. */
export function startOf(
  { panel, isLoading, isStale }: Pick<RequestStart, 'panel' | 'isLoading' | 'isStale'>,
  requestId: string,
  caller: Caller,
  deadline: Deadline | null = null,
): RequestStart {
  return { panel, isLoading: isLoading === true, isStale, requestId, caller, deadline };
}

/** What became of a request, filled in on its way: for logs, metrics and the cache of answers. */
export class RequestRecord {
  operationName: string | null = null;
  /** SHA-256 of the document, in hexadecimal. */
  documentHash: string | null = null;
  cost: CostReport | null = null;
  /** What was counted of it before it was computed. */
  reserved = 0;
  /** Codes of the errors in the answer. */
  codes: readonly string[] = [];
  /** Whether the same request has the same answer as long as the data version stays. */
  isCacheable = false;
  /** Whether the answer came from the cache of answers. */
  isCached = false;
}

/** What the shell must know of a request, whatever its resolvers see. */
export interface RequestContext {
  readonly requestId: string;
  readonly panelOrNull: Panel | null;
  /** Whether there is no panel yet because the first one is being loaded. */
  readonly isLoading: boolean;
  readonly isStale: boolean;
  readonly caller: Caller;
  /** When the answer is given up; null where that cannot happen. */
  readonly deadline: Deadline | null;
  readonly shared: SharedResults;
  estimatedCost: number;
  readonly reserve: CostContext['reserve'];
  /** Shared by all copies of the context. */
  readonly record: RequestRecord;
}

/** Makes the context of one request. */
export type ContextFactory<C extends RequestContext> = (start: RequestStart) => C;

/** The context of the resolvers, with what the shell adds. */
export class ServerContext extends Context implements RequestContext {
  readonly requestId: string;
  readonly isLoading: boolean;
  readonly isStale: boolean;
  readonly deadline: Deadline | null;
  readonly reserve: CostContext['reserve'];
  readonly record = new RequestRecord();

  constructor(
    {
      panel,
      isLoading = false,
      requestId,
      isStale,
      caller,
      deadline = null,
      reserve = null,
    }: RequestStart,
    store: Store,
  ) {
    const limits = {
      limitMs: HTTP_LIMITS.statementMs,
      ...(deadline && { signal: deadline.signal }),
    };
    super(panel, store.within(limits), caller);
    this.isLoading = isLoading;
    this.requestId = requestId;
    this.isStale = isStale;
    this.deadline = deadline;
    this.reserve = reserve;
  }
}

/** The contexts of a server over `store`. */
export function serverContextOf(store: Store): ContextFactory<ServerContext> {
  return (start) => new ServerContext(start, store);
}
