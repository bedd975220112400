import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolConnection } from 'mysql2';
import type { Limits } from './limits.js';
import { BULK_ROWS, isLocalRefused, loadRows } from './mysql-bulk.js';
import { errorNumber, isLost, isTooLarge, isTransient } from './mysql-failures.js';
import { beginSession, limited, type MysqlServer, supervised } from './mysql-session.js';
import {
  DuplicateKey,
  type Engine,
  GaveUp,
  type Scan,
  type Sql,
  type SqlValue,
  TooLarge,
} from './sql.js';

const ROWS_PER_STATEMENT = 1000;
const DUPLICATE_KEY = 1062;
/** A cluster that lost its writer needs up to 22 s to have another one. */
const RETRY_MS = 30_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
/** A write that hangs longer has lost its cluster; it is killed and tried again. */
const WRITE_LIMIT_MS = 30_000;
/** A scan that gives no row for so long, twice over at most, has lost its server. */
const SILENT_MS = 15_000;
/** TO_DAYS of 1970-01-01. */
const EPOCH = 719_528;

/** Statements on a pool of MySQL or MariaDB connections. */
export class MysqlEngine implements Engine {
  readonly dialect = 'mysql';
  statementCount = 0;
  private takesLocalFiles: boolean;

  constructor(
    private readonly pool: Pool,
    private readonly server: MysqlServer,
    private readonly retryMs = RETRY_MS,
  ) {
    this.takesLocalFiles = server.takesLocalFiles;
    pool.on('connection', (connection) => beginSession(connection, server));
    // The connection that the pool was opened with is older than the listener.
    pool.getConnection((failure, connection) => {
      if (failure !== null) return;
      beginSession(connection, server);
      connection.release();
    });
  }

  query<T>(statement: string, parameters: readonly SqlValue[] = [], limits: Limits = {}) {
    return this.connected((connection) =>
      this.on(connection, limits).query<T>(statement, parameters),
    );
  }

  run(statement: string, parameters: readonly SqlValue[] = []): Promise<number> {
    return this.connected((connection) => this.on(connection).run(statement, parameters));
  }

  insert(table: string, columns: readonly string[], rows: readonly SqlValue[][]): Promise<void> {
    return this.connected((connection) => this.on(connection).insert(table, columns, rows));
  }

  /**
   * Runs `work` again, from its start, when the server rolled it back or was lost: `work` must
   * stand being run after a COMMIT whose answer never came.
   */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    let until: number | null = null;
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      try {
        return await this.connected((connection) => this.attempt(connection, work));
      } catch (error) {
        if (isTooLarge(error)) throw new TooLarge(error);
        until ??= performance.now() + this.retryMs;
        if (!isTransient(error)) throw error;
        if (performance.now() + wait > until) throw new GaveUp(error, this.retryMs);
        await pause(wait);
      }
    }
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  scan(request: Scan, visit: (row: readonly unknown[]) => void): Promise<void> {
    const columns = request.columns.map((column) =>
      request.dates.includes(column) ? `TO_DAYS(${column}) - ${EPOCH}` : column,
    );
    const sql = `SELECT ${columns.join(', ')} FROM ${request.table}`;
    this.statementCount++;
    return new Promise((resolve, reject) => {
      this.pool.getConnection((failure, connection) => {
        if (failure !== null) return reject(failure);
        stream(connection, sql, visit).then(resolve, reject);
      });
    });
  }

  /** Hands a connection to `work` and takes it back; one that was lost is thrown away. */
  private async connected<T>(work: (connection: PoolConnection) => Promise<T>): Promise<T> {
    const connection = await new Promise<PoolConnection>((resolve, reject) => {
      this.pool.getConnection((failure, found) =>
        failure === null ? resolve(found) : reject(failure),
      );
    });
    try {
      return await work(connection);
    } catch (error) {
      if (isLost(error)) connection.destroy();
      throw error;
    } finally {
      connection.release();
    }
  }

  private async attempt<T>(connection: PoolConnection, work: (sql: Sql) => Promise<T>): Promise<T> {
    const limits = { limitMs: Math.min(WRITE_LIMIT_MS, this.server.limitMs) };
    const client = connection.promise();
    const send = (statement: string) =>
      supervised(connection, this.server, limits, () => client.query(statement));
    await send('START TRANSACTION');
    try {
      const result = await work(this.on(connection, limits, true));
      await send('COMMIT');
      return result;
    } catch (error) {
      await send('ROLLBACK').catch(() => connection.destroy());
      throw error;
    }
  }

  private on(connection: PoolConnection, limits: Limits = {}, isInTransaction = false): Sql {
    const client = connection.promise();
    const supervise = <T>(work: () => Promise<T>): Promise<T> => {
      this.statementCount++;
      return supervised(connection, this.server, limits, work);
    };
    const send = async (statement: string, parameters: readonly unknown[]): Promise<unknown> => {
      const { limitMs } = limits;
      const isRead = limitMs !== undefined && !isInTransaction;
      const text = isRead ? limited(statement, this.server, limitMs) : statement;
      const [result] = await supervise(() => client.query(text, [...parameters]));
      return result;
    };
    // Bytes in the text of a statement are twice as many, written and read digit by digit.
    const insertBytes = async (head: string, rows: readonly SqlValue[][]) => {
      for (const row of rows) {
        const text = `${head.slice(0, -1)}(${row.map(() => '?').join(', ')})`;
        await supervise(() => client.execute(text, row));
      }
    };
    const insertLists = async (
      table: string,
      columns: readonly string[],
      rows: readonly SqlValue[][],
    ) => {
      const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`;
      if (rows.some((row) => !isText(row))) return insertBytes(head, rows);
      for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
        await send(head, [rows.slice(from, from + ROWS_PER_STATEMENT)]);
      }
    };
    return {
      query: async <T>(statement: string, parameters: readonly SqlValue[] = []) =>
        (await send(statement, parameters)) as T[],
      run: async (statement, parameters = []) =>
        ((await send(statement, parameters)) as { affectedRows: number }).affectedRows,
      insert: async (table, columns, rows) => {
        const isBulk = isInTransaction && this.takesLocalFiles && rows.length >= BULK_ROWS;
        try {
          if (isBulk && isText(rows[0]!)) {
            const taken = await supervise(() => loadRows(connection, table, columns, rows));
            if (taken !== rows.length) throw new DuplicateKey(table);
          } else await insertLists(table, columns, rows);
        } catch (error) {
          if (errorNumber(error) === DUPLICATE_KEY) throw new DuplicateKey(table);
          if (!isBulk || !isLocalRefused(error)) throw error;
          this.takesLocalFiles = false;
          await insertLists(table, columns, rows);
        }
      },
    };
  }
}

/** Bytes do not travel in the text of a LOAD DATA. */
function isText(row: readonly SqlValue[]): boolean {
  return row.every((value) => value === null || typeof value !== 'object');
}

/**
 * Rows over the binary protocol, one event each: twice as fast as text, and flat in memory. The
 * driver tells the loss of a connection to the connection alone, and silence to nobody.
 */
function stream(
  connection: PoolConnection,
  sql: string,
  visit: (row: readonly unknown[]) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let hasRow = false;
    const timer = setInterval(() => {
      if (!hasRow) fail(Object.assign(new Error('no row came for long'), { code: 'ETIMEDOUT' }));
      hasRow = false;
    }, SILENT_MS);
    const settle = () => {
      clearInterval(timer);
      connection.off('error', fail);
    };
    const fail = (error: Error) => {
      settle();
      connection.destroy();
      reject(error);
    };
    connection.on('error', fail);
    connection
      .execute({ sql, rowsAsArray: true })
      .on('error', fail)
      .on('result', (row: unknown) => {
        hasRow = true;
        visit(row as unknown[]);
      })
      .on('end', () => {
        settle();
        connection.release();
        resolve();
      });
  });
}
