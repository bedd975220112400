import type { GraphQLSchema } from 'graphql';
import { METHODOLOGY_VERSION } from '../../../src/methodology.js';
import type { Panel } from '../../../src/panel/panel.js';
import { createLogger } from '../../../src/server/logger.js';
import { type ServerContext, serverContextOf } from '../../../src/server/request-context.js';
import { type RunningServer, startServer } from '../../../src/server/start-server.js';
import type { Store } from '../../../src/store/store.js';

/** The server of the product over a panel that is there already. The caller closes the store. */
export function servePanel(
  panel: Panel,
  store: Store,
  schema: GraphQLSchema,
): Promise<RunningServer> {
  return startServer<ServerContext>({
    schema,
    methodologyVersion: METHODOLOGY_VERSION,
    source: { currentNumber: async () => panel.version.number, load: async () => panel },
    contextOf: serverContextOf(store),
    closeSource: async () => {},
    announce: () => {},
    logger: createLogger('error'),
    host: '127.0.0.1',
    port: 0,
    pollMs: 3_600_000,
    maxSubscriptions: 10,
  });
}
