import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { InitialSchema1690000000000 } from '../../migrations/1690000000000-initial-schema.js';
import { ColumnChunks1691000000000 } from '../../migrations/1691000000000-column-chunks.js';
import { ImportLedger1692000000000 } from '../../migrations/1692000000000-import-ledger.js';
import { AccessKeys1693000000000 } from '../../migrations/1693000000000-access-keys.js';
import { OperatorError } from '../errors.js';
import { describeFailure } from './describe-failure.js';
import { entities } from './entities/index.js';
import { MysqlEngine } from './mysql-engine.js';
import type { MysqlServer } from './mysql-session.js';
import type { Engine } from './sql.js';
import { SqliteEngine } from './sqlite-engine.js';
import { parseStoreUrl, storeName, sqlitePath } from './store-url.js';

const MIGRATIONS = [
  InitialSchema1690000000000,
  ColumnChunks1691000000000,
  ImportLedger1692000000000,
  AccessKeys1693000000000,
];
const POOL_SIZE = 10;
/** A start that cannot connect says so within five seconds. */
const CONNECT_TIMEOUT_MS = 4000;
/** For the connection that kills a statement. */
const SIDE_TIMEOUT_MS = 1000;
/** Ten minutes for any statement; requests have shorter limits of their own. */
const STATEMENT_LIMIT_MS = 600_000;

export interface OpenedDataSource {
  readonly dataSource: DataSource;
  readonly engine: Engine;
  /** The URL without user and password. */
  readonly name: string;
}

/** Connects TypeORM and the statement engine to one store. */
export async function openDataSource(
  url: string,
  limitMs = STATEMENT_LIMIT_MS,
): Promise<OpenedDataSource> {
  const name = storeName(url);
  try {
    return url.startsWith('sqlite:') ? await openSqlite(url) : await openMysql(url, name, limitMs);
  } catch (error) {
    const words = describeFailure(error, name);
    throw words === null ? error : new OperatorError(words, { cause: error });
  }
}

async function openSqlite(url: string): Promise<OpenedDataSource> {
  const path = sqlitePath(url) as string;
  if (path !== ':memory:') makeFolder(dirname(path));
  let handle: Database | undefined;
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: path,
    enableWAL: path !== ':memory:',
    prepareDatabase: (database: Database) => {
      handle = database;
      database.pragma('synchronous = NORMAL');
      database.pragma('cache_size = -32768');
      database.pragma('wal_autocheckpoint = 8000');
    },
    entities: entities('blob'),
    migrations: MIGRATIONS,
  });
  await dataSource.initialize();
  if (handle === undefined) throw new Error('SQLite gave no handle');
  return { dataSource, engine: new SqliteEngine(handle), name: url };
}

async function openMysql(url: string, name: string, limitMs: number): Promise<OpenedDataSource> {
  const server = await askServer(url, limitMs);
  const options: DataSourceOptions = {
    type: server.kind,
    ...connectionOptions(url),
    connectTimeout: CONNECT_TIMEOUT_MS,
    // A DATE comes as text, and a number as a number, whatever the zone of the machine.
    dateStrings: ['DATE'],
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: false,
    charset: 'utf8mb4',
    poolSize: POOL_SIZE,
    extra: { decimalNumbers: true },
    entities: entities('longblob'),
    migrations: MIGRATIONS,
  };
  const dataSource = await new DataSource(options).initialize();
  const { pool } = dataSource.driver as unknown as {
    pool: ConstructorParameters<typeof MysqlEngine>[0];
  };
  return { dataSource, engine: new MysqlEngine(pool, server), name };
}

/** MariaDB says so in its version; TypeORM needs to know which of the two it speaks to. */
async function askServer(url: string, limitMs: number): Promise<MysqlServer> {
  const { username: user, ...rest } = connectionOptions(url);
  const connection = {
    ...rest,
    ...(user === undefined ? {} : { user }),
    connectTimeout: SIDE_TIMEOUT_MS,
  };
  // Read only now: a start over SQLite does without.
  const { createConnection } = await import('mysql2/promise');
  const client = await createConnection({
    ...connection,
    connectTimeout: CONNECT_TIMEOUT_MS,
  });
  try {
    const [rows] = await client.query('SELECT VERSION() AS version, @@local_infile AS isLocal');
    const [row] = rows as { version: string; isLocal: number }[];
    const kind = /mariadb/i.test(row?.version ?? '') ? 'mariadb' : 'mysql';
    return { kind, takesLocalFiles: Number(row?.isLocal) === 1, connection, limitMs };
  } finally {
    client.destroy();
  }
}

interface ConnectionOptions {
  host: string;
  port: number;
  username?: string;
  password?: string;
  database: string;
}

function connectionOptions(url: string): ConnectionOptions {
  const parts = parseStoreUrl(url);
  return {
    host: parts.hostname.replace(/^\[|\]$/g, ''),
    port: parts.port === '' ? 3306 : Number(parts.port),
    ...(parts.username === '' ? {} : { username: decodeURIComponent(parts.username) }),
    ...(parts.password === '' ? {} : { password: decodeURIComponent(parts.password) }),
    database: decodeURIComponent(parts.pathname.slice(1)),
  };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { code } = error as { code?: string };
    throw new OperatorError(`the folder ${path} of the store cannot be made (${code})`);
  }
}
