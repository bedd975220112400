import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mysql from 'mysql2/promise';
import { findMariadb, type MariadbServer, startMariadb } from '../support/mariadb.js';
import {
  importByLowtide,
  importByShell,
  type Load,
  loadDataLocal,
  removeSqlite,
} from './contenders.js';
import { type FileSize, writePriceFile } from './price-file.js';

// `npm run bench:import`: rows a second of `lowtide import` beside the bulk loader that each engine
// brings along, on the same file, in turns. `--full` takes 25 million rows, one round.

const GOAL_RATIO = 0.5;
const GOAL_PEAK_MB = 300;
const QUICK: FileSize = { symbols: 4_000, days: 500 };
const FULL: FileSize = { symbols: 10_000, days: 2_500 };

interface Lane {
  readonly name: string;
  readonly peer: string;
  load(side: 'ours' | 'theirs', file: string): Promise<Load>;
  close(): Promise<void>;
}

const { values: flags } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string' },
  },
});
process.exitCode = await main();

async function main(): Promise<number> {
  const size = flags.full ? FULL : QUICK;
  const rounds = Number(flags.rounds ?? (flags.full ? 1 : 3));
  const folder = await mkdtemp(join(tmpdir(), 'lowtide-bench-import-'));
  try {
    const file = join(folder, 'prices.csv');
    await writePriceFile(file, size);
    const { size: bytes } = await stat(file);
    const rows = size.symbols * size.days;
    say(`${rows.toLocaleString('en')} rows of daily bars, ${(bytes / 1e6).toFixed(0)} MB`);
    say('engine       lowtide rows/s  peer rows/s  peer                  ratio  peak MB');
    let isGood = true;
    for (const open of [sqliteLane, mariadbLane, mysqlLane]) {
      const lane = await open(folder);
      if (lane === null) continue;
      try {
        isGood = tell(lane, rows, await race(lane, file, rounds)) && isGood;
      } finally {
        await lane.close();
      }
    }
    return isGood ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Race {
  readonly ours: Load[];
  readonly theirs: Load[];
}

async function race(lane: Lane, file: string, rounds: number): Promise<Race> {
  const result: Race = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes, so that neither always finds the file in the cache.
    const order = round % 2 === 0 ? (['theirs', 'ours'] as const) : (['ours', 'theirs'] as const);
    for (const side of order) result[side].push(await lane.load(side, file));
  }
  return result;
}

function tell({ name, peer }: Lane, rows: number, { ours, theirs }: Race): boolean {
  const [mine, other] = [median(ours), median(theirs)];
  const ratio = other / mine;
  const peak = Math.max(...ours.map(({ peakMb }) => peakMb ?? 0));
  const isGood = ratio >= GOAL_RATIO && peak < GOAL_PEAK_MB;
  const cells = [name.padEnd(12), rate(rows / mine).padStart(14), rate(rows / other).padStart(12)];
  const rest = [peer.padEnd(21), ratio.toFixed(2).padStart(5), peak.toFixed(0).padStart(8)];
  say([...cells, ...rest, isGood ? '' : ' MISSED'].join(' '));
  return isGood;
}

function median(loads: readonly Load[]): number {
  const sorted = loads.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function rate(value: number): string {
  return Math.round(value).toLocaleString('en');
}

async function sqliteLane(folder: string): Promise<Lane | null> {
  if (skips('sqlite')) return null;
  if (spawnSync('sqlite3', ['--version']).status !== 0) {
    return missing('SQLite', 'the shell sqlite3 is not installed (Debian: apt install sqlite3)');
  }
  const path = join(folder, 'store.sqlite');
  return {
    name: 'SQLite',
    peer: 'sqlite3 .import',
    async load(side, file) {
      await removeSqlite(path);
      return side === 'ours' ? importByLowtide(`sqlite:${path}`, file) : importByShell(path, file);
    },
    close: () => removeSqlite(path),
  };
}

async function mariadbLane(): Promise<Lane | null> {
  if (skips('mariadb')) return null;
  const program = findMariadb();
  if (program === null) {
    return missing('MariaDB', 'no mariadbd (Debian: apt install mariadb-server)');
  }
  return serverLane('MariaDB', await startMariadb(program));
}

async function mysqlLane(): Promise<Lane | null> {
  if (skips('mysql')) return null;
  const url = process.env.LOWTIDE_BENCH_MYSQL_URL;
  if (url === undefined) {
    return missing('MySQL', 'LOWTIDE_BENCH_MYSQL_URL names no server, mysql://user:pw@host/');
  }
  return serverLane('MySQL', { url, stop: async () => {} });
}

async function serverLane(name: string, server: MariadbServer): Promise<Lane> {
  const database = `lowtide_bench_${process.pid}`;
  const url = new URL(server.url);
  const send = async (statement: string) => {
    const connection = await mysql.createConnection(server.url);
    await connection.query(statement).finally(() => connection.end());
  };
  await send('SET GLOBAL local_infile = 1');
  url.pathname = `/${database}`;
  return {
    name,
    peer: 'LOAD DATA LOCAL',
    async load(side, file) {
      await send(`DROP DATABASE IF EXISTS ${database}`);
      await send(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
      return side === 'ours' ? importByLowtide(url.href, file) : loadDataLocal(url.href, file);
    },
    async close() {
      await send(`DROP DATABASE IF EXISTS ${database}`);
      await server.stop();
    },
  };
}

function skips(lane: string): boolean {
  return flags.only !== undefined && flags.only !== lane;
}

function missing(name: string, why: string): null {
  say(`${name.padEnd(12)} left out: ${why}`);
  return null;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
