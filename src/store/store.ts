import type { DataSource } from 'typeorm';
import { OperatorError } from '../errors.js';
import { openDataSource } from './data-source.js';
import { describeFailure } from './describe-failure.js';
import type { Limits } from './limits.js';
import { isLost } from './mysql-failures.js';
import type { ReplicaStatus } from './replicas/replica-set.js';
import { type MigrationState, migrateDown, migrateUp } from './migrate.js';
import type { Engine, Scan, Sql, SqlValue } from './sql.js';
import type { StoredVersion } from './stored-columns.js';

/** The data at rest. Opening it runs no migration and writes nothing. */
export interface Store extends Engine {
  /** The URL without its password, for messages. */
  readonly name: string;
  readonly dataSource: DataSource;
  /** Runs all pending migrations, or reverts the last one; the names of those that ran. */
  migrate(direction: 'up' | 'down'): Promise<string[]>;
  /** Every migration in order, with whether it has run; last those of a newer program. */
  migrations(): Promise<MigrationState[]>;
  /** The newest published version; null before the first publication. */
  currentVersion(): Promise<StoredVersion | null>;
  /** The same store, whose reads keep within `limits`: those of one request, say. */
  within(limits: Limits): Store;
  /** How the replicas that share the reads stand; none for a store of one server. */
  replicas(): readonly ReplicaStatus[];
  close(): Promise<void>;
}

/**
 * Opens `sqlite:PATH`, `sqlite::memory:`, `mysql://...` or `mariadb://...`. `limitMs` bounds every
 * statement that has no limit of its own.
 */
export async function openStore(url: string, limits: { limitMs?: number } = {}): Promise<Store> {
  const { dataSource, engine, name } = await openDataSource(url, limits.limitMs);
  return new OpenStore(dataSource, engine, name);
}

/**
 * Runs `work` in one transaction. Inside it only the given `sql` may be used: on SQLite a nested
 * transaction would wait for the outer one for ever.
 */
export function withTransaction<T>(store: Store, work: (sql: Sql) => Promise<T>): Promise<T> {
  return store.transaction(work);
}

class OpenStore implements Store {
  constructor(
    readonly dataSource: DataSource,
    private readonly engine: Engine,
    readonly name: string,
    private readonly limits: Limits = {},
  ) {}

  get dialect() {
    return this.engine.dialect;
  }

  get statementCount() {
    return this.engine.statementCount;
  }

  within(limits: Limits): Store {
    return new OpenStore(this.dataSource, this.engine, this.name, limits);
  }

  query<T>(
    statement: string,
    parameters?: readonly SqlValue[],
    limits: Limits = this.limits,
  ): Promise<T[]> {
    return this.told(this.engine.query<T>(statement, parameters, limits));
  }

  run(statement: string, parameters?: readonly SqlValue[]): Promise<number> {
    return this.told(this.engine.run(statement, parameters));
  }

  insert(table: string, columns: readonly string[], rows: readonly SqlValue[][]): Promise<void> {
    return this.told(this.engine.insert(table, columns, rows));
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.told(this.engine.transaction(work));
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.engine.alone(work);
  }

  scan(request: Scan, visit: (row: readonly unknown[]) => void): Promise<void> {
    return this.told(this.engine.scan(request, visit));
  }

  migrate(direction: 'up' | 'down'): Promise<string[]> {
    return this.told(direction === 'up' ? migrateUp(this) : migrateDown(this));
  }

  async migrations(): Promise<MigrationState[]> {
    const isFresh = !(await this.hasTable('migrations'));
    const rows = isFresh
      ? []
      : await this.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
    const run = rows.map(({ name }) => name);
    const own = this.dataSource.migrations.map(({ name }) => name ?? '');
    return [
      ...own.map((name) => ({ name, hasRun: run.includes(name), isKnown: true })),
      ...run
        .filter((name) => !own.includes(name))
        .map((name) => ({ name, hasRun: true, isKnown: false })),
    ];
  }

  async currentVersion(): Promise<StoredVersion | null> {
    const [row] = await this.query<StoredVersion & { isSimulated: unknown }>(
      `SELECT number, hash, published_at AS publishedAt, is_simulated AS isSimulated
       FROM data_version ORDER BY number DESC LIMIT 1`,
    );
    return row === undefined ? null : { ...row, isSimulated: Number(row.isSimulated) === 1 };
  }

  replicas(): readonly ReplicaStatus[] {
    return [];
  }

  async close(): Promise<void> {
    if (!this.dataSource.isInitialized) return;
    try {
      await this.dataSource.destroy();
    } catch (error) {
      // A server that is away cannot be taken leave of.
      if (!isLost(error)) throw error;
    }
  }

  private async hasTable(table: string): Promise<boolean> {
    const [source, place] =
      this.dialect === 'sqlite'
        ? ['sqlite_master', "type = 'table' AND name = ?"]
        : ['information_schema.tables', 'table_schema = DATABASE() AND table_name = ?'];
    const rows = await this.query(`SELECT 1 AS found FROM ${source} WHERE ${place}`, [table]);
    return rows.length > 0;
  }

  /** Turns what an operator can mend into one clear line; the rest passes as it is. */
  private async told<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const words = describeFailure(error, this.name);
      throw words === null ? error : new OperatorError(words, { cause: error });
    }
  }
}
