import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Panel } from '../../../src/panel/panel.js';
import { makeScratch } from '../scratch.js';
import { writeCsv } from './csv.js';
import { openDuckdb } from './duckdb.js';
import type { Engine } from './engine.js';
import { openMariadb } from './mariadb.js';
import { openPostgres } from './postgres.js';
import { openSqlite } from './sqlite.js';
import { tablesOf } from './tables.js';

/** Bytes of pool for a bar with its keys, generously. */
const POOL_BYTES_A_BAR = 120;

export interface Engines {
  readonly engines: readonly Engine[];
  /** Engines that are not on this machine. */
  readonly missing: readonly string[];
  close(): Promise<void>;
}

/**
 * Loads the panel into every engine that the machine has, one after another; only into those of
 * `names` where it is not null.
 */
export async function openEngines(
  panel: Panel,
  names: readonly string[] | null,
  tell: (line: string) => void,
): Promise<Engines> {
  const tables = tablesOf(panel);
  const scratch = makeScratch();
  const csvOf = ({ name }: { name: string }) => join(scratch.path, `${name}.csv`);
  const poolMb = Math.max(256, Math.ceil((panel.prices.close.length * POOL_BYTES_A_BAR) / 2 ** 20));
  const engines: Engine[] = [];
  const missing: string[] = [];
  const close = async () => {
    for (const engine of engines.splice(0)) await engine.close();
    scratch.remove();
  };
  const add = async (name: string, open: () => Promise<Engine | null>) => {
    if (names?.includes(name.toLowerCase()) === false) return;
    const engine = await open();
    if (engine === null) missing.push(name);
    else engines.push(engine);
    tell(engine === null ? `${name} is not here` : loaded(engine));
  };
  try {
    for (const table of tables) writeCsv(csvOf(table), table);
    await add('DuckDB', () => openDuckdb(tables, csvOf));
    await add('MariaDB', () => openMariadb(tables, csvOf, poolMb));
    await add('PostgreSQL', () => openPostgres(tables, csvOf, poolMb));
    for (const table of tables) await rm(csvOf(table));
    await add('SQLite', () => openSqlite(tables, join(scratch.path, 'bench.sqlite')));
  } catch (error) {
    await close();
    throw error;
  }
  return { engines, missing, close };
}

function loaded({ name, loadSeconds, tuning }: Engine): string {
  return `${name} loaded in ${loadSeconds.toFixed(1)} s: ${tuning}`;
}
