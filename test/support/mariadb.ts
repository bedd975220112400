import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mysql from 'mysql2/promise';

const SERVERS = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/usr/sbin/mysqld'];
const USER = 'lowtide';
const PASSWORD = 'lowtide';
const READY_WITHIN_MS = 60_000;

/** A private database server that ends with the tests. */
export interface MariadbServer {
  /** `mysql://user:password@127.0.0.1:port/`, without a database. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Path of a MariaDB server on this machine; null when there is none. */
export function findMariadb(): string | null {
  const found = spawnSync('sh', ['-c', 'command -v mariadbd || command -v mysqld'], {
    encoding: 'utf8',
  }).stdout.trim();
  if (found !== '') return found;
  return SERVERS.find((path) => existsSync(path)) ?? null;
}

/**
 * Starts MariaDB as a child on a temporary directory and a free port. `settings` are further
 * arguments, which win over those that are meant for tests.
 */
export async function startMariadb(
  program: string,
  settings: readonly string[] = [],
): Promise<MariadbServer> {
  const folder = await mkdtemp(join(tmpdir(), 'lowtide-mariadb-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  await mkdir(data);
  await installMariadb(data, user);
  const init = join(folder, 'init.sql');
  await writeFile(
    init,
    `CREATE USER '${USER}'@'127.0.0.1' IDENTIFIED BY '${PASSWORD}';\n` +
      `GRANT ALL ON *.* TO '${USER}'@'127.0.0.1' WITH GRANT OPTION;\n`,
  );
  const child = spawn(
    program,
    [
      '--no-defaults',
      ...user,
      `--datadir=${data}`,
      `--socket=${join(folder, 's.sock')}`,
      // A server that starts removes what it finds of others in a shared one.
      `--tmpdir=${folder}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--port=${port}`,
      `--init-file=${init}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--character-set-server=utf8mb4',
      '--innodb-flush-log-at-trx-commit=2',
      '--innodb-buffer-pool-size=128M',
      '--innodb-log-file-size=8M',
      '--skip-log-bin',
      '--performance-schema=off',
      ...settings,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const kill = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);
  const url = `mysql://${USER}:${PASSWORD}@127.0.0.1:${port}/`;
  await ready(url, child);
  return {
    url,
    async stop() {
      process.off('exit', kill);
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A fresh database on the server of LOWTIDE_TEST_MYSQL_URL. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Whether tests on MariaDB or MySQL can run; the reason to skip them otherwise. */
export function mysqlSkip(): string | false {
  return serverUrl() === undefined
    ? 'no MariaDB or MySQL server; see LOWTIDE_TEST_MYSQL_URL'
    : false;
}

/** Creates a database for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = serverUrl();
  if (server === undefined) throw new Error('LOWTIDE_TEST_MYSQL_URL is not set');
  const name = `lowtide_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await send(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => send(server, `DROP DATABASE ${name}`) };
}

function serverUrl(): string | undefined {
  return process.env.LOWTIDE_TEST_MYSQL_URL;
}

async function send(url: string, statement: string): Promise<void> {
  const connection = await mysql.createConnection(url);
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}

/** Fills an empty folder with the system tables of MariaDB. */
export async function installMariadb(data: string, user: readonly string[]): Promise<void> {
  const child = spawn(
    'mariadb-install-db',
    [
      '--no-defaults',
      ...user,
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--skip-log-bin',
      '--innodb-log-file-size=8M',
    ],
    // The server that it starts would remove what it finds of others in a shared folder.
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: dirname(data) } },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`mariadb-install-db failed: ${said}`);
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => (said += chunk));
  const until = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      return await send(url, 'SELECT 1');
    } catch (error) {
      if (child.exitCode !== null || performance.now() > until) {
        throw new Error(`MariaDB did not start: ${said}`, { cause: error });
      }
      await pause(50);
    }
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await closed;
  clearTimeout(timer);
}

/** A port of 127.0.0.1 that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
