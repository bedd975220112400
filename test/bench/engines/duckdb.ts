import { DuckDBInstance } from '@duckdb/node-api';
import { type Engine, type SqlRow, STANDARD } from './engine.js';
import type { Table } from './tables.js';

/** Order in which rows lie: bars by day, so that a day is a few row groups. */
const ORDER: Record<string, string> = { bar: 't, security_id', spell: 't, security_id' };

/** DuckDB in this process, in memory, on all cores. */
export async function openDuckdb(
  tables: readonly Table[],
  csvOf: (table: Table) => string,
): Promise<Engine> {
  const start = performance.now();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const query = async (sql: string): Promise<SqlRow[]> =>
    (await connection.runAndReadAll(sql)).getRowObjectsJS();
  for (const table of tables) {
    const types = table.columns.map(([name, type]) => `'${name}': '${TYPES[type]}'`).join(', ');
    await query(
      `CREATE TABLE ${table.name} AS SELECT * FROM read_csv('${csvOf(table)}', header = false,
         auto_detect = false, delim = ',', nullstr = '\\N', columns = {${types}})
       ORDER BY ${ORDER[table.name] ?? table.key.join(', ')}`,
    );
  }
  const [row] = await query('SELECT version() AS version');
  return {
    name: `DuckDB ${String(row?.version).replace(/^v/, '')}`,
    dialect: { name: 'duckdb', ...STANDARD },
    tuning: 'in process and in memory, bars and spells sorted by day, days given as lists',
    loadSeconds: (performance.now() - start) / 1000,
    query,
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const TYPES = { INT: 'INTEGER', DOUBLE: 'DOUBLE', TEXT: 'VARCHAR' } as const;
