import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { chmod, chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Engine, type SqlRow, STANDARD } from './engine.js';
import type { Table } from './tables.js';

const READY_WITHIN_MS = 60_000;

/** A PostgreSQL server of its own; null when the machine has none, or none that may be run. */
export async function openPostgres(
  tables: readonly Table[],
  csvOf: (table: Table) => string,
  poolMb: number,
): Promise<Engine | null> {
  const programs = findPrograms();
  const user = serverUser();
  if (programs === null || user === null) return null;
  const start = performance.now();
  const server = await startServer(programs, user, poolMb);
  const client = new pg.Client({ host: server.folder, user: 'bench', database: 'postgres' });
  try {
    await connect(client, server);
    for (const table of tables) await load(client, table, csvOf(table));
    await client.query('CREATE INDEX ON bar (t, security_id) INCLUDE (close)');
    await client.query('CREATE INDEX ON spell (t, security_id) INCLUDE (next_t, shares)');
    await client.query('VACUUM ANALYZE');
  } catch (error) {
    await server.stop();
    throw error;
  }
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  return {
    name: `PostgreSQL ${rows[0]?.server_version.split(' ')[0]}`,
    dialect: { name: 'postgres', ...STANDARD },
    tuning: `${poolMb} MB shared buffers, 2 parallel workers, covering index by day, after VACUUM`,
    loadSeconds: (performance.now() - start) / 1000,
    query: async (sql) => (await client.query<SqlRow>(sql)).rows,
    async close() {
      await client.end();
      await server.stop();
    },
  };
}

/** Folder of `initdb` and `postgres`, the newest version first; null when there is none. */
function findPrograms(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root) : [];
  const folders = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'));
  const own = (process.env.PATH ?? '').split(':');
  return [...folders, ...own].find((it) => it !== '' && existsSync(join(it, 'initdb'))) ?? null;
}

/** PostgreSQL does not run as root: there it needs the user that its package made. */
function serverUser(): { uid?: number; gid?: number } | null {
  if (process.getuid?.() !== 0) return {};
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], QUIET));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

const QUIET: { stdio: ('ignore' | 'pipe')[] } = { stdio: ['ignore', 'pipe', 'ignore'] };

interface Server {
  readonly folder: string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

async function startServer(
  programs: string,
  user: { uid?: number; gid?: number },
  poolMb: number,
): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'lowtide-postgres-'));
  await chmod(folder, 0o755);
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid);
  const data = join(folder, 'data');
  const init = ['-D', data, '-U', 'bench', '-A', 'trust', '--no-sync', '-E', 'UTF8'];
  execFileSync(join(programs, 'initdb'), init, { ...QUIET, ...user, cwd: folder });
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    shared_buffers: `${poolMb}MB`,
    work_mem: '256MB',
    maintenance_work_mem: '512MB',
    max_wal_size: '8GB',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    jit: 'off',
    max_parallel_workers_per_gather: '2',
    random_page_cost: '1.1',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(programs, 'postgres'), ['-D', data, ...flags], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const kill = () => {
    child.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);
  return {
    folder,
    child,
    async stop() {
      process.off('exit', kill);
      const ended = new Promise((resolve) => child.once('close', resolve));
      if (child.exitCode === null) {
        child.kill('SIGINT');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function connect(client: pg.Client, { child }: Server): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  const { host, user, database } = client;
  for (;;) {
    const probe = new pg.Client({ host, user, database });
    try {
      await probe.connect();
      await probe.end();
      return await client.connect().then(() => undefined);
    } catch (error) {
      if (child.exitCode !== null || performance.now() > until) {
        throw new Error('PostgreSQL did not start', { cause: error });
      }
      await pause(100);
    }
  }
}

async function load(client: pg.Client, table: Table, path: string): Promise<void> {
  const columns = table.columns.map(([name, type]) => `${name} ${TYPES[type]}`).join(', ');
  await client.query(`CREATE UNLOGGED TABLE ${table.name} (${columns})`);
  await client.query(`COPY ${table.name} FROM '${path}' WITH (FORMAT text, DELIMITER ',')`);
  await client.query(`ALTER TABLE ${table.name} ADD PRIMARY KEY (${table.key.join(', ')})`);
}

const TYPES = { INT: 'integer', DOUBLE: 'double precision', TEXT: 'text' } as const;
