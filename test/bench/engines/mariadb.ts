import { createReadStream } from 'node:fs';
import mysql from 'mysql2/promise';
import { findMariadb, startMariadb } from '../../support/mariadb.js';
import { type Engine, type SqlRow, STANDARD } from './engine.js';
import type { Table } from './tables.js';

const SETTINGS = [
  '--local-infile=1',
  '--innodb-log-file-size=512M',
  '--innodb-flush-method=O_DIRECT',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
  '--innodb-adaptive-hash-index=OFF',
  '--tmp-table-size=512M',
  '--max-heap-table-size=512M',
  '--sort-buffer-size=64M',
  '--innodb-sort-buffer-size=64M',
  '--join-buffer-size=8M',
];

/** A MariaDB server of its own; null when the machine has none. */
export async function openMariadb(
  tables: readonly Table[],
  csvOf: (table: Table) => string,
  poolMb: number,
): Promise<Engine | null> {
  const program = findMariadb();
  if (program === null) return null;
  const start = performance.now();
  const server = await startMariadb(program, [...SETTINGS, `--innodb-buffer-pool-size=${poolMb}M`]);
  const connection = await mysql.createConnection({ uri: server.url });
  await connection.query('CREATE DATABASE bench');
  await connection.query('USE bench');
  await connection.query('SET unique_checks = 0, foreign_key_checks = 0');
  for (const table of tables) await load(connection, table, csvOf(table));
  // Faster than keeping them up to date while the rows come in.
  await connection.query('ALTER TABLE bar ADD KEY by_day (t, security_id, close)');
  await connection.query('ALTER TABLE spell ADD KEY by_day (t, security_id, next_t, shares)');
  await connection.query(`ANALYZE TABLE ${tables.map(({ name }) => name).join(', ')}`);
  const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version');
  return {
    name: `MariaDB ${String(rows[0]?.version).split('-')[0]}`,
    dialect: { name: 'mariadb', ...STANDARD },
    tuning: `InnoDB, ${poolMb} MB pool that holds all, key by security and covering key by day`,
    loadSeconds: (performance.now() - start) / 1000,
    query: async (sql) => (await connection.query<mysql.RowDataPacket[]>(sql))[0] as SqlRow[],
    async close() {
      await connection.end();
      await server.stop();
    },
  };
}

async function load(connection: mysql.Connection, table: Table, path: string): Promise<void> {
  const columns = table.columns.map(([name, type]) => `${name} ${TYPES[type]}`).join(', ');
  await connection.query(
    `CREATE TABLE ${table.name} (${columns}, PRIMARY KEY (${table.key.join(', ')}))
       ENGINE = InnoDB`,
  );
  await connection.query({
    sql: `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${table.name} FIELDS TERMINATED BY ','`,
    infileStreamFactory: () => createReadStream(path),
  });
}

const TYPES = { INT: 'INT', DOUBLE: 'DOUBLE', TEXT: 'VARCHAR(16)' } as const;
