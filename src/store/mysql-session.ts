import type { Connection, PoolConnection } from 'mysql2';
import type { ConnectionOptions } from 'mysql2/promise';
import { type Limits, refuseAborted, StatementStopped } from './limits.js';
import { errorNumber } from './mysql-failures.js';

/** What one server is, and how to reach it beside the pool. */
export interface MysqlServer {
  readonly kind: 'mysql' | 'mariadb';
  /** Whether LOAD DATA LOCAL is allowed. */
  readonly takesLocalFiles: boolean;
  /** For connections of their own, with a short timeout. */
  readonly connection: ConnectionOptions;
  /** Longest time of any statement, in milliseconds. */
  readonly limitMs: number;
}

/** A write that waits longer for a lock is tried again. */
const LOCK_WAIT_S = 10;
/** The server ends a statement itself; this much later the client does. */
const HEAD_START_MS = 250;
/** A statement took longer than MariaDB or MySQL let it. */
const TOOK_TOO_LONG: ReadonlySet<number> = new Set([1969, 3024]);

/** Gives a new connection of the pool its limits; they hold for every statement that has no own. */
export function beginSession(connection: Connection, server: MysqlServer): void {
  // Without a listener the loss of an idle connection would end the process.
  connection.on('error', () => {});
  const limit =
    server.kind === 'mariadb'
      ? `max_statement_time = ${server.limitMs / 1000}`
      : `max_execution_time = ${server.limitMs}`;
  connection.query(`SET SESSION ${limit}, innodb_lock_wait_timeout = ${LOCK_WAIT_S}`, () => {
    // A server that speaks MySQL without these variables still has the client's deadline.
  });
}

/** The statement with a limit for the server of its own. MySQL can limit a SELECT only. */
export function limited(statement: string, { kind }: MysqlServer, limitMs: number): string {
  return kind === 'mariadb'
    ? `SET STATEMENT max_statement_time = ${limitMs / 1000} FOR ${statement}`
    : statement.replace(/^\s*SELECT\b/i, `SELECT /*+ MAX_EXECUTION_TIME(${limitMs}) */`);
}

/**
 * Waits for `work` on a connection. Past the deadline, or when nobody waits any more, the
 * connection is given up and killed from another one: killing the statement alone would come too
 * early for one that is still on its way, and could hit the next one.
 */
export async function supervised<T>(
  connection: PoolConnection,
  server: MysqlServer,
  limits: Limits,
  work: () => Promise<T>,
): Promise<T> {
  refuseAborted(limits);
  let giveUp: (error: Error) => void = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const stop = (reason: StatementStopped['reason']) => () => {
    const { threadId } = connection;
    connection.destroy();
    giveUp(new StatementStopped(reason));
    kill(threadId, server).catch(() => {
      // It takes no connection any more; its own limit ends the statement.
    });
  };
  const abort = stop('ABORTED');
  const timer = setTimeout(stop('DEADLINE'), (limits.limitMs ?? server.limitMs) + HEAD_START_MS);
  limits.signal?.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(), givenUp]);
  } catch (error) {
    if (!TOOK_TOO_LONG.has(errorNumber(error))) throw error;
    throw new StatementStopped('DEADLINE', { cause: error });
  } finally {
    clearTimeout(timer);
    limits.signal?.removeEventListener('abort', abort);
  }
}

async function kill(threadId: number, server: MysqlServer): Promise<void> {
  const { createConnection } = await import('mysql2/promise');
  const side = await createConnection(server.connection);
  try {
    await side.query(`KILL ${Number(threadId)}`);
  } finally {
    side.destroy();
  }
}
