import type { GraphQLSchema } from 'graphql';
import { loadConfig } from '../../../src/config.js';
import { callerOf } from '../../../src/graphql/limits.js';
import { METHODOLOGY_VERSION } from '../../../src/methodology.js';
import type { Panel } from '../../../src/panel/panel.js';
import { createLogger } from '../../../src/server/logger.js';
import { type ServerContext, serverContextOf } from '../../../src/server/request-context.js';
import { type RunningServer, startServer } from '../../../src/server/start-server.js';
import { LongWork } from '../../../src/server/workers/long-work.js';
import type { Store } from '../../../src/store/store.js';

/** A panel that is there already, and the store of its filings. */
export interface Served {
  readonly panel: Panel;
  readonly store: Store;
  /** The store once more, for threads. */
  readonly storeUrl: string;
}

/** Bytes of answers that a server keeps unless it is told otherwise. */
export const CACHE_BYTES = loadConfig({}).cacheMegabytes * 2 ** 20;

/**
 * The server of the product over a panel, as it ships: with its executor, its cache of answers and
 * its threads for long operations, but for another schema. The caller closes the store.
 */
export function servePanel(
  { panel, store, storeUrl }: Served,
  schema: GraphQLSchema,
  hasThreads: boolean,
): Promise<RunningServer> {
  const address = { databaseUrl: storeUrl, replicaUrls: [], replicaMaxLagMs: 0 };
  const longWork = hasThreads ? new LongWork(address) : null;
  return startServer<ServerContext>({
    schema,
    methodologyVersion: METHODOLOGY_VERSION,
    source: { currentNumber: async () => panel.version.number, load: async () => panel },
    contextOf: serverContextOf(store),
    executeElsewhere: (...asked) => longWork?.execute(...asked) ?? null,
    closeSource: async () => longWork?.close(),
    // The widest question costs more than somebody without a key may ask for.
    identify: () => callerOf('ANALYST'),
    announce: () => {},
    logger: createLogger('error'),
    host: '127.0.0.1',
    port: 0,
    pollMs: 3_600_000,
    maxSubscriptions: 10,
    cacheBytes: CACHE_BYTES,
  });
}
