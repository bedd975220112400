import closeWithGrace from 'close-with-grace';
import type { Logger } from './logger.js';

/**
 * Stops on SIGTERM, SIGINT and on an error nobody caught: `close` runs once, then the process ends
 * with 0 after a signal and 1 after an error. Ends with 1 after `graceMs`, or at a second signal.
 * Returns a function that takes the handlers off again.
 */
export function closeOnSignal(
  close: () => Promise<void>,
  graceMs: number,
  logger: Logger,
): () => void {
  const grace = closeWithGrace({ delay: Math.max(1, graceMs), logger }, async ({ signal, err }) => {
    if (err) logger.fatal({ err }, 'stopping after an error nobody caught');
    else logger.info({ signal }, 'stopping');
    await close();
    logger.info('stopped');
  });
  return () => grace.uninstall();
}
