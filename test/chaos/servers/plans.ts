import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMariadb, freePort, installMariadb } from '../../support/mariadb.js';
import { DatabaseServer, type ServerPlan } from './server.js';

/** Where a server keeps its data, and what it is told beyond what all are told. */
export interface ServerWish {
  /** Instead of a new temporary folder. */
  readonly folder?: string;
  readonly options?: readonly string[];
}

/** Every commit is on disk before it is answered, as the promises ask for. */
const COMMON = [
  '--bind-address=127.0.0.1',
  '--character-set-server=utf8mb4',
  '--innodb-flush-log-at-trx-commit=1',
  '--innodb-buffer-pool-size=64M',
  '--performance-schema=off',
  '--local-infile=1',
];

/** A private MariaDB, not started yet; null where there is none on this machine. */
export async function planMariadb(wish: ServerWish = {}): Promise<DatabaseServer | null> {
  const program = findMariadb();
  if (program === null) return null;
  const folder = await folderOf(wish);
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const data = join(folder, 'data');
  await mkdir(data, { recursive: true });
  await installMariadb(data, user);
  return serverOf('MariaDB', [program, '--no-defaults', ...user], folder, [
    '--skip-name-resolve',
    '--innodb-log-file-size=8M',
    ...(wish.options ?? ['--skip-log-bin']),
  ]);
}

/**
 * A private MySQL by the command line of LOWTIDE_CHAOS_MYSQL, such as
 * `/usr/sbin/mysqld --no-defaults`, not started yet; null where none is named.
 */
export async function planMysql(wish: ServerWish = {}): Promise<DatabaseServer | null> {
  const [program, ...first] = (process.env.LOWTIDE_CHAOS_MYSQL ?? '').trim().split(/\s+/);
  if (program === undefined || program === '') return null;
  const folder = await folderOf(wish);
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const start = [program, ...first, ...user] as [string, ...string[]];
  const [, ...options] = start;
  const data = `--datadir=${join(folder, 'data')}`;
  const made = spawnSync(program, [...options, data, '--initialize-insecure'], {
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`${program} cannot initialise: ${made.stderr}`);
  return serverOf('MySQL', start, folder, [
    '--mysqlx=OFF',
    `--secure-file-priv=NULL`,
    '--innodb-redo-log-capacity=16M',
    ...(wish.options ?? ['--skip-log-bin']),
  ]);
}

async function folderOf({ folder }: ServerWish): Promise<string> {
  if (folder === undefined) return mkdtemp(join(tmpdir(), 'lowtide-chaos-'));
  await mkdir(folder, { recursive: true });
  return folder;
}

async function serverOf(
  product: ServerPlan['product'],
  command: ServerPlan['command'],
  folder: string,
  options: readonly string[],
): Promise<DatabaseServer> {
  const init = join(folder, 'init.sql');
  const accounts = ['127.0.0.1', 'localhost'].flatMap((host) => [
    `CREATE USER IF NOT EXISTS 'lowtide'@'${host}' IDENTIFIED BY 'lowtide';`,
    `GRANT ALL ON *.* TO 'lowtide'@'${host}' WITH GRANT OPTION;`,
  ]);
  await writeFile(init, `${accounts.join('\n')}\n`);
  const port = await freePort();
  const own = [
    `--datadir=${join(folder, 'data')}`,
    `--socket=${join(folder, 's.sock')}`,
    `--tmpdir=${folder}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--port=${port}`,
    `--init-file=${init}`,
  ];
  return new DatabaseServer({
    product,
    folder,
    port,
    command,
    options: [...own, ...COMMON, ...options],
  });
}
