import { createLogger } from '../../src/server/logger.js';
import { closeOnSignal } from '../../src/server/shutdown.js';
import { panelOf, startTiny, TinySource } from './tiny.js';

/** A server in a process of its own, for tests that send signals. Prints its URL. */
if (process.argv[2] === 'start') {
  const server = await startTiny(new TinySource(panelOf(1)), {
    closeSource: async () => {
      process.stdout.write('store closed\n');
    },
  });
  closeOnSignal(server.close, Number(process.argv[3]), createLogger('silent'));
  process.stdout.write(`${server.url}\n`);
}
