import { errorNumber, isLost } from '../mysql-failures.js';

/**
 * Too many connections, a server that stops, one outside of its cluster (Galera), a connection
 * that was killed, one taken offline (Group Replication): another server may answer.
 */
const AWAY: ReadonlySet<number> = new Set([1040, 1047, 1053, 1927, 3032]);

/** Whether `error`, or what it was made from, says that the server is away. */
export function isLostConnection(error: unknown): boolean {
  for (let it = error; it instanceof Error; it = it.cause) {
    if (isLost(it) || AWAY.has(errorNumber(it))) return true;
  }
  return false;
}
