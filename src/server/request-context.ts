import { Context } from '../graphql/context.js';
import type { Panel } from '../panel/panel.js';
import type { Store } from '../store/store.js';

/** What the shell must know of a request, whatever its resolvers see. */
export interface RequestContext {
  /** Names the request in the log and in the answer to a fault of ours. */
  readonly requestId: string;
  /** The panel that was current when the request began, or null before the first load. */
  readonly panelOrNull: Panel | null;
  /** Whether the store has stopped answering, so that a newer version may exist. */
  readonly isStale: boolean;
}

/** Makes the context of one request from the panel it begins with. */
export type ContextFactory<C extends RequestContext> = (
  panel: Panel | null,
  requestId: string,
  isStale: boolean,
) => C;

/** The context of the resolvers, with what the shell adds. */
export class ServerContext extends Context implements RequestContext {
  constructor(
    panel: Panel | null,
    store: Store,
    readonly requestId: string,
    readonly isStale: boolean,
  ) {
    super(panel, store);
  }
}

/** The contexts of a server over `store`. */
export function serverContextOf(store: Store): ContextFactory<ServerContext> {
  return (panel, requestId, isStale) => new ServerContext(panel, store, requestId, isStale);
}
