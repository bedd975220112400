import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Lifecycle } from './health.js';
import { watchSilentConnections } from './silent-connections.js';
import { stopListening, untilUnused } from './stop-listening.js';

/** How often a stopping server looks for connections that nothing is asked over, in ms. */
const LOOK_MS = 20;
/** How long before the end of the delay connections are kept again, in milliseconds at most. */
const SETTLE_MS = 200;

interface Times {
  readonly stopDelayMs?: number;
  readonly lingerMs?: number;
}

/**
 * Watches the connections of a server from its start, and returns what stops it so that no request
 * is lost. Readiness fails first. For `stopDelayMs` everybody is still let in, and connections end
 * with their answers: whoever stands in front connects elsewhere. Then nobody can connect any more;
 * shortly before, connections are kept again, so that few clients connect at that moment. `within`
 * ends what lasts beside requests. Clients may ask once more for `lingerMs` over connections that
 * are kept. Resolves when all requests have been answered and all connections are closed.
 */
export function stopServing(
  server: Server,
  lifecycle: Lifecycle,
  { stopDelayMs = 0, lingerMs = 0 }: Times,
): (within: () => Promise<void>) => Promise<void> {
  const closeSilentConnections = watchSilentConnections(server);
  return async (within) => {
    lifecycle.isStopping = true;
    if (stopDelayMs > 0) {
      const settleMs = Math.min(SETTLE_MS, stopDelayMs / 2);
      lifecycle.endsConnections = true;
      await pause(stopDelayMs - settleMs);
      lifecycle.endsConnections = false;
      await pause(settleMs);
    }
    const ended = within();
    const { closed } = await stopListening(server);
    lifecycle.endsConnections = true;
    await ended;
    await untilUnused(server, lingerMs);
    const timer = setInterval(() => {
      server.closeIdleConnections();
      closeSilentConnections();
    }, LOOK_MS);
    server.closeIdleConnections();
    await closed;
    clearInterval(timer);
  };
}
