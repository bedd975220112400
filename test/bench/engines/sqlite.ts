import { rm } from 'node:fs/promises';
import Database from 'better-sqlite3';
import type { Engine, SqlRow } from './engine.js';
import type { Table } from './tables.js';

/** SQLite on a file that is mapped into memory; the keys are the tables. */
export async function openSqlite(tables: readonly Table[], path: string): Promise<Engine> {
  const start = performance.now();
  const database = new Database(path);
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.pragma('mmap_size = 8589934592');
  database.pragma('cache_size = -524288');
  database.pragma('temp_store = MEMORY');
  for (const table of tables) {
    const columns = table.columns.map(([name, type]) => `${name} ${TYPES[type]}`).join(', ');
    database.exec(
      `CREATE TABLE ${table.name} (${columns}, PRIMARY KEY (${table.key.join(', ')}))
         WITHOUT ROWID`,
    );
    const marks = table.columns.map(() => '?').join(', ');
    const insert = database.prepare(`INSERT INTO ${table.name} VALUES (${marks})`);
    database.transaction(() => table.each((row) => insert.run(row)))();
  }
  database.exec('CREATE INDEX bar_by_day ON bar (t, security_id, close)');
  database.exec('CREATE INDEX spell_by_day ON spell (t, security_id, next_t, shares)');
  database.exec('ANALYZE');
  const prepared = new Map<string, Database.Statement>();
  const [{ version }] = database.prepare('SELECT sqlite_version() AS version').all() as [
    { version: string },
  ];
  return {
    name: `SQLite ${version}`,
    dialect: {
      name: 'sqlite',
      least: (a, b) => `MIN(${a}, ${b})`,
      greatest: (a, b) => `MAX(${a}, ${b})`,
    },
    tuning: 'WITHOUT ROWID, covering index by day, file mapped into memory, prepared statements',
    loadSeconds: (performance.now() - start) / 1000,
    query(sql) {
      const statement = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, statement);
      return statement.all() as SqlRow[];
    },
    async close() {
      database.close();
      await rm(path, { force: true });
    },
  };
}

const TYPES = { INT: 'INTEGER', DOUBLE: 'REAL', TEXT: 'TEXT' } as const;
