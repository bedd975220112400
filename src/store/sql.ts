import type { Limits } from './limits.js';

/** A value that a statement may carry. Days travel as `YYYY-MM-DD` text, blobs as buffers. */
export type SqlValue = string | number | Buffer | null;

/**
 * Statements in the SQL that SQLite, MariaDB and MySQL share, with `?` for parameters. The same
 * statement gives the same values on each: numbers as numbers, dates as `YYYY-MM-DD` text.
 */
export interface Sql {
  /** Rows of a SELECT. */
  query<T>(statement: string, parameters?: readonly SqlValue[]): Promise<T[]>;
  /** Runs a write; the number of rows it touched. */
  run(statement: string, parameters?: readonly SqlValue[]): Promise<number>;
  /** Inserts rows whose values are in the order of `columns`. Throws DuplicateKey on a clash. */
  insert(table: string, columns: readonly string[], rows: readonly SqlValue[][]): Promise<void>;
}

/** A unique key of `insert` was taken; nothing of that call is kept unless it stands alone. */
export class DuplicateKey extends Error {
  constructor(readonly table: string) {
    super(`duplicate key in ${table}`);
    this.name = 'DuplicateKey';
  }
}

/** A transaction holds more than the server or its cluster takes; a smaller one may pass. */
export class TooLarge extends Error {
  constructor(cause: unknown) {
    super('a transaction is larger than the server takes', { cause });
    this.name = 'TooLarge';
  }
}

/** A transaction was tried again for as long as that is of use; the cause is its last failure. */
export class GaveUp extends Error {
  constructor(
    override readonly cause: unknown,
    readonly afterMs: number,
  ) {
    super('a transaction did not go through');
    this.name = 'GaveUp';
  }
}

/** What an engine adds to statements: limits, transactions, and rows in bulk. */
export interface Engine extends Sql {
  readonly dialect: 'sqlite' | 'mysql';
  /** Statements sent so far, for tests that count them. */
  readonly statementCount: number;
  query<T>(statement: string, parameters?: readonly SqlValue[], limits?: Limits): Promise<T[]>;
  /**
   * Runs `work` in one transaction. After a deadlock, a lost connection or a change of the writer
   * it is run again, for up to half a minute; since the answer to a COMMIT can get lost, `work`
   * must first look whether it has been done. Throws TooLarge when the server takes less at once.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Runs `work` while no transaction of this engine does, where it has one connection only. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Calls `visit` with each row of a table as an array; dates arrive as Day numbers. */
  scan(request: Scan, visit: (row: readonly unknown[]) => void): Promise<void>;
}

/** The columns of one table, to be read whole. */
export interface Scan {
  readonly table: string;
  readonly columns: readonly string[];
  /** Those of `columns` that are dates. */
  readonly dates: readonly string[];
  /** First column of the primary key where it is a date: the table is read day by day. */
  readonly byDay?: string;
}
