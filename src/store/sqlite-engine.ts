import type { Database, Statement } from 'better-sqlite3';
import { OperatorError } from '../errors.js';
import type { Day } from '../time/day.js';
import { parseDay } from '../time/day.js';
import { FifoLock } from './fifo-lock.js';
import { type Limits, refuseAborted, StatementStopped } from './limits.js';
import { DuplicateKey, type Engine, type Scan, type Sql, type SqlValue } from './sql.js';

const ROWS_PER_LOOK = 256;
/** Half of the time of a row each; more of them gain nothing. */
const ROWS_PER_STATEMENT = 50;

/**
 * Statements on one SQLite connection. Transactions queue up behind a lock, because a connection
 * has only one at a time and a second BEGIN would join the first one's rows to its own.
 */
export class SqliteEngine implements Engine {
  readonly dialect = 'sqlite';
  statementCount = 0;
  private readonly lock = new FifoLock();
  private readonly statements = new Map<string, Statement>();

  constructor(private readonly database: Database) {}

  async query<T>(
    statement: string,
    parameters: readonly SqlValue[] = [],
    limits: Limits = {},
  ): Promise<T[]> {
    refuseAborted(limits);
    this.statementCount++;
    const prepared = this.prepare(statement);
    const { limitMs } = limits;
    if (limitMs === undefined) return prepared.all(...parameters) as T[];
    // It runs in this thread, so that it can be ended between two rows and not before the first.
    const until = performance.now() + limitMs;
    const rows: T[] = [];
    for (const row of prepared.iterate(...parameters)) {
      rows.push(row as T);
      if (rows.length % ROWS_PER_LOOK === 0 && performance.now() > until) {
        throw new StatementStopped('DEADLINE');
      }
    }
    return rows;
  }

  async run(statement: string, parameters: readonly SqlValue[] = []): Promise<number> {
    this.statementCount++;
    return this.prepare(statement).run(...parameters).changes;
  }

  async insert(table: string, columns: readonly string[], rows: readonly SqlValue[][]) {
    if (rows.length === 0) return;
    this.statementCount++;
    const slots = slotsOf(rows, columns.length);
    const constants = Object.fromEntries(
      slots.flatMap((slot, k) => (slot === 'SAME' ? [[`c${k}`, rows[0]?.[k] ?? null]] : [])),
    );
    const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
    const places = `(${slots.map((slot, k) => (slot === 'OWN' ? '?' : `@c${k}`)).join(', ')})`;
    const one = this.prepare(head + places);
    const many = this.prepare(head + Array(ROWS_PER_STATEMENT).fill(places).join(', '));
    try {
      for (let from = 0; from < rows.length; ) {
        const count = rows.length - from < ROWS_PER_STATEMENT ? 1 : ROWS_PER_STATEMENT;
        (count === 1 ? one : many).run(valuesOf(rows, from, from + count, slots), constants);
        from += count;
      }
    } catch (error) {
      const code = (error as { code?: string }).code;
      const isTaken =
        code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE';
      throw isTaken ? new DuplicateKey(table) : error;
    }
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.lock.run(work);
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.lock.run(async () => {
      this.database.exec('BEGIN IMMEDIATE');
      try {
        const result = await work(this);
        this.database.exec('COMMIT');
        return result;
      } catch (error) {
        if (this.database.inTransaction) this.database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  async scan(request: Scan, visit: (row: readonly unknown[]) => void): Promise<void> {
    const { table, columns, byDay } = request;
    if (byDay === undefined) return this.scanWhole(request, visit);
    // The day is known for each slice, so that its text is neither read nor parsed for each row.
    const place = columns.indexOf(byDay);
    const read = columns.map((column) => (column === byDay ? '0' : column));
    const slice = this.database
      .prepare(`SELECT ${read.join(', ')} FROM ${table} WHERE ${byDay} = ?`)
      .raw();
    const others = request.dates.filter((column) => column !== byDay);
    const dates = dateReader(columns, others);
    for (const text of this.days(table, byDay)) {
      const on = storedDay(text);
      for (const row of slice.all(text) as unknown[][]) {
        dates(row);
        row[place] = on;
        visit(row);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private async scanWhole(request: Scan, visit: (row: readonly unknown[]) => void) {
    const { table, columns } = request;
    const dates = dateReader(columns, request.dates);
    this.statementCount++;
    const rows = this.database
      .prepare(`SELECT ${columns.join(', ')} FROM ${table}`)
      .raw()
      .all();
    for (const row of rows as unknown[][]) {
      dates(row);
      visit(row);
    }
  }

  /** The distinct days of a table by hops over its primary key. */
  private days(table: string, column: string): string[] {
    this.statementCount++;
    const rows = this.database.prepare(
      `WITH RECURSIVE d(x) AS (SELECT MIN(${column}) FROM ${table} UNION ALL
       SELECT (SELECT MIN(${column}) FROM ${table} WHERE ${column} > x) FROM d WHERE x IS NOT NULL)
       SELECT x FROM d WHERE x IS NOT NULL`,
    );
    return (rows.raw().all() as [string][]).map(([x]) => x);
  }

  private prepare(text: string): Statement {
    let statement = this.statements.get(text);
    if (statement === undefined) {
      statement = this.database.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }
}

/** Whether a column has a value of its own in each row, or the same in all of them. */
type Slot = 'OWN' | 'SAME';

function slotsOf(rows: readonly SqlValue[][], width: number): Slot[] {
  return Array.from({ length: width }, (_, place) => {
    const first = rows[0]?.[place];
    return rows.every((row) => row[place] === first) ? 'SAME' : 'OWN';
  });
}

/** The values of some rows one after the other, without the columns that are the same in all. */
function valuesOf(
  rows: readonly SqlValue[][],
  from: number,
  to: number,
  slots: readonly Slot[],
): SqlValue[] {
  const values: SqlValue[] = [];
  for (let k = from; k < to; k++) {
    const row = rows[k] as SqlValue[];
    for (let place = 0; place < slots.length; place++) {
      if (slots[place] === 'OWN') values.push(row[place] as SqlValue);
    }
  }
  return values;
}

/** The other engines know dates; here they are texts, in which a bit may have turned. */
function storedDay(text: string): Day {
  const on = parseDay(text);
  if (on !== null) return on;
  throw new OperatorError(`the store does not hold what was imported: '${text}' is no date`);
}

/** Replaces date texts in a row by days; each distinct text is parsed once. */
function dateReader(columns: readonly string[], dates: readonly string[]) {
  const places = columns.flatMap((column, place) => (dates.includes(column) ? [place] : []));
  const known = new Map<string, Day>();
  return (row: unknown[]): void => {
    for (const place of places) {
      const text = row[place] as string | null;
      if (text === null) continue;
      let on = known.get(text);
      if (on === undefined) {
        on = storedDay(text);
        known.set(text, on);
      }
      row[place] = on;
    }
  };
}
