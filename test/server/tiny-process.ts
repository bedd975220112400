import { createLogger } from '../../src/server/logger.js';
import { closeOnSignal } from '../../src/server/shutdown.js';
import { panelOf, SLOW_REQUESTS, startTiny, TinySource } from './tiny.js';

/**
 * A server in a process of its own, for tests that send signals: a message from the parent
 * publishes the next version. Prints its URL.
 */
if (process.argv[2] === 'start') {
  const source = new TinySource(panelOf(1));
  const server = await startTiny(source, {
    maxSubscriptions: Number(process.argv[4] ?? 100),
    closeSource: async () => {
      process.stdout.write('store closed\n');
    },
  });
  process.on('message', () => {
    source.panel = panelOf((source.panel?.version.number ?? 0) + 1);
  });
  closeOnSignal(server.close, Number(process.argv[3]), createLogger('silent'));
  SLOW_REQUESTS.on('begun', () => process.stdout.write('begun\n'));
  process.stdout.write(`${server.url}\n`);
}
