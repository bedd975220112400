import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../../src/store/store.js';
import { findMariadb, startMariadb } from '../../support/mariadb.js';
import { makeMarket } from '../market.js';
import type { BenchOptions } from '../options.js';
import type { StartTimes } from '../results.js';
import { fillStore } from './fill-store.js';

const MAIN = fileURLToPath(new URL('../../../src/main.js', import.meta.url));
/** A store with more bars is not filled with rows as well, which takes minutes. */
const MOST_ROWS = 3_000_000;
/** As the other engines have it: what a whole market takes stays in memory. */
const POOL = ['--innodb-buffer-pool-size=1G'];

type Tell = (line: string) => void;
type Size = Pick<BenchOptions, 'securities' | 'days' | 'seed'>;

/**
 * Times how long a server takes until it answers over a made market, as the median of some starts
 * of the process that production runs: from the snapshot, from chunks, and from rows where there
 * are not too many. Each start tells its memory at that moment and its peak.
 */
export async function timeStarts(
  { securities, days, seed, starts }: Size & Pick<BenchOptions, 'starts'>,
  tell: Tell,
): Promise<StartTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'lowtide-start-'));
  const program = findMariadb();
  const server = program === null ? null : await startMariadb(program, POOL);
  const timed = (what: string, url: string, snapshotDir: string) =>
    median(what, url, snapshotDir, starts, tell);
  try {
    const sqlite = `sqlite:${join(folder, 'start.sqlite')}`;
    const { hasRows } = await fill([sqlite], { securities, days, seed }, tell);
    const chunks = await timed('chunks in SQLite', sqlite, 'off');
    // The first start writes the file.
    await start(sqlite, folder);
    const snapshot = await timed('the snapshot', sqlite, folder);
    let chunksMariadb: number | null = null;
    if (server !== null) {
      const url = `${server.url}start`;
      await createDatabase(server.url);
      await fill([url], { securities, days, seed }, tell);
      chunksMariadb = await timed('chunks in MariaDB', url, 'off');
    }
    let rows: number | null = null;
    if (hasRows) {
      const store = await openStore(sqlite);
      await store.run('DELETE FROM column_chunk');
      await store.close();
      rows = await timed('rows in SQLite', sqlite, 'off');
    }
    return { snapshot, chunks, chunksMariadb, rows };
  } finally {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(
  urls: readonly string[],
  size: Size,
  tell: Tell,
): Promise<{ hasRows: boolean }> {
  const stored = makeMarket(size.securities, size.days, size.seed);
  const hasRows = stored.prices.count <= MOST_ROWS;
  for (const url of urls) {
    const store = await openStore(url);
    await store.migrate('up');
    await fillStore(store, stored, hasRows);
    tell(`${store.name} holds ${stored.prices.count} bars in chunks`);
    await store.close();
  }
  return { hasRows };
}

async function createDatabase(url: string): Promise<void> {
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection(url);
  await connection.query('CREATE DATABASE start CHARACTER SET utf8mb4');
  await connection.end();
}

async function median(
  what: string,
  url: string,
  snapshotDir: string,
  starts: number,
  tell: Tell,
): Promise<number> {
  const runs: Started[] = [];
  for (let k = 0; k < starts; k++) runs.push(await start(url, snapshotDir));
  const seconds = runs.map((run) => run.seconds).sort((a, b) => a - b);
  const { rss, peak, cpu } = runs[0]!;
  tell(
    `ready from ${what} in ${seconds.map((it) => it.toFixed(2)).join(', ')} s ` +
      `(${cpu.toFixed(2)} s of processor); ${rss} MB then, ${peak} MB at most`,
  );
  return seconds[seconds.length >> 1]!;
}

interface Started extends Use {
  readonly seconds: number;
}

interface Use {
  /** Seconds of processor time until ready. */
  readonly cpu: number;
  /** Resident megabytes when ready, and at most until then; NaN where the system does not say. */
  readonly rss: number;
  readonly peak: number;
}

/** Starts a server, waits until it is ready, and ends it when it has written what it writes. */
async function start(databaseUrl: string, snapshotDir: string): Promise<Started> {
  const from = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH,
      LOWTIDE_DATABASE_URL: databaseUrl,
      LOWTIDE_SNAPSHOT_DIR: snapshotDir,
      LOWTIDE_PORT: '0',
    },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await said(child, 'panel loaded');
  const seconds = (performance.now() - from) / 1000;
  const use = resourcesOf(child.pid ?? 0);
  child.kill('SIGTERM');
  await ended;
  return { seconds, ...use };
}

function said(child: ChildProcess, words: string): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes(words)) resolve();
    });
    child.once('exit', () => reject(new Error(`the server ended: ${text}`)));
  });
}

function resourcesOf(pid: number): Use {
  const status = procFile(pid, 'status');
  const megabytes = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1024);
  // Behind the name, in hundredths of a second: the 12th and 13th word are user and system time.
  const words = procFile(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  const cpu = (Number(words[11]) + Number(words[12])) / 100;
  return { cpu, rss: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

function procFile(pid: number, name: string): string {
  const path = `/proc/${pid}/${name}`;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
