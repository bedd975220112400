import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import mysql from 'mysql2/promise';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));
const LOOK_EVERY_MS = 50;

/** What one load of the file took. */
export interface Load {
  readonly seconds: number;
  /** Highest resident memory of the importer in MB; null for loaders whose memory is not ours. */
  readonly peakMb: number | null;
}

/** `lowtide import prices` in a process of its own, from its start to its end. */
export async function importByLowtide(url: string, file: string): Promise<Load> {
  await lowtide(url, ['migrate', 'up']);
  return lowtide(url, ['import', 'prices', '--basis', 'RAW', file]);
}

/** One LOAD DATA LOCAL of the file into a table of its columns, with the key that ours has. */
export async function loadDataLocal(url: string, file: string): Promise<Load> {
  const connection = await mysql.createConnection(url);
  try {
    await connection.query(
      `CREATE TABLE bars (symbol VARCHAR(32) NOT NULL, traded_on DATE NOT NULL, open DOUBLE,
         high DOUBLE, low DOUBLE, close DOUBLE NOT NULL, volume DOUBLE,
         PRIMARY KEY (traded_on, symbol)) ENGINE=InnoDB`,
    );
    const began = performance.now();
    await connection.query({
      sql: `LOAD DATA LOCAL INFILE 'bars' INTO TABLE bars FIELDS TERMINATED BY ','
            LINES TERMINATED BY '\\n' IGNORE 1 LINES`,
      infileStreamFactory: () => createReadStream(file, { highWaterMark: 1 << 20 }),
    } as never);
    return { seconds: (performance.now() - began) / 1000, peakMb: null };
  } finally {
    await connection.end();
  }
}

/** `.import` of the `sqlite3` shell into a table of the file's columns, with the key of ours. */
export async function importByShell(path: string, file: string): Promise<Load> {
  const shell = spawn('sqlite3', [path], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(shell, 'close');
  const began = performance.now();
  const lines = [
    `CREATE TABLE bars (symbol TEXT NOT NULL, traded_on TEXT NOT NULL, open REAL, high REAL,
       low REAL, close REAL NOT NULL, volume REAL, PRIMARY KEY (traded_on, symbol)) WITHOUT ROWID;`,
    '.mode csv',
    `.import --skip 1 ${file} bars`,
  ];
  shell.stdin.end(`${lines.join('\n')}\n`);
  const [code] = await ended;
  if (code !== 0) throw new Error(`sqlite3 ended with ${code}`);
  return { seconds: (performance.now() - began) / 1000, peakMb: null };
}

/** Removes an SQLite file and what lies beside it. */
export async function removeSqlite(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true });
}

async function lowtide(url: string, args: readonly string[]): Promise<Load> {
  const began = performance.now();
  // Lowtide takes no setting that it does not know.
  const { LOWTIDE_BENCH_MYSQL_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...env, LOWTIDE_DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  let peakMb = 0;
  const look = setInterval(() => (peakMb = Math.max(peakMb, peakOf(child))), LOOK_EVERY_MS);
  const [code] = await once(child, 'close');
  clearInterval(look);
  if (code !== 0) throw new Error(`lowtide ${args[0]} ended with ${code}: ${said}`);
  return { seconds: (performance.now() - began) / 1000, peakMb };
}

/** The high-water mark that Linux keeps of a process. */
function peakOf(child: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
