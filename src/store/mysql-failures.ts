import { StatementStopped } from './limits.js';

// What MySQL, MariaDB and their clusters say of a transaction that did not go through. The numbers
// are those that a node gives when it is killed, loses its majority, or is no longer the writer.

/** The server rolled back and asks for another try, or is on its way to another writer. */
const AGAIN: ReadonlySet<number> = new Set([
  1020, // the row changed since it was read (snapshot isolation)
  1040, // too many connections
  1047, // Galera: the node is not part of the cluster at the moment
  1053, // the server is shutting down
  1180, // Galera: an error at COMMIT, such as a lost majority
  1205, // lock wait timeout
  1213, // deadlock, and on Galera a lost certification
  1290, // read-only: Group Replication has moved its primary, or is about to
  1317, // interrupted
  1836, // read-only mode
  1927, // MariaDB: the connection was killed
  1969, // MariaDB: the statement took longer than its limit
  3024, // MySQL: the same
  3101, // Group Replication: a lost certification
  4031, // MySQL: the connection was idle for too long
]);

const LOST: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
]);

/** A limit of the size of one transaction, statement or packet; half as many rows may pass. */
const TOO_LARGE: ReadonlySet<number> = new Set([
  1153, // max_allowed_packet
  1197, // max_binlog_cache_size
  1206, // the lock table is full
  3100, // group_replication_transaction_size_limit; has other causes too
  3231, // Group Replication: the write set of the transaction exceeds the same limit
  8004, // TiDB: the transaction is too large
  8025, // TiDB: an entry is too large
]);

/** Access denied, and a database that is not there: no connection will ever come about. */
const REFUSED: ReadonlySet<number> = new Set([1044, 1045, 1049, 1698]);

/** Whether a transaction may pass when it is tried again as it is. */
export function isTransient(error: unknown): boolean {
  if (error instanceof StatementStopped) return error.reason === 'DEADLINE';
  if (isTooLarge(error)) return false;
  return AGAIN.has(errorNumber(error)) || isLost(error);
}

/** Whether the connection is gone, so that the outcome of a COMMIT is unknown. */
export function isLost(error: unknown): boolean {
  const { code = '', fatal } = error as { code?: string; fatal?: boolean };
  return LOST.has(code) || (fatal === true && !REFUSED.has(errorNumber(error)));
}

/** Whether the server refused a transaction for its size. */
export function isTooLarge(error: unknown): boolean {
  const { message = '' } = error as { message?: string };
  switch (errorNumber(error)) {
    case 1105: // unknown error; Galera words wsrep_max_ws_size so
      return /write-?set/i.test(message);
    case 1180:
      return /wsrep_max_ws_(rows|size)/i.test(message);
    default:
      return TOO_LARGE.has(errorNumber(error));
  }
}

/** The number of a server's error; 0 for any other. */
export function errorNumber(error: unknown): number {
  return (error as { errno?: number } | null)?.errno ?? 0;
}
