import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import mysql from 'mysql2/promise';
import { openStore } from '../../src/store/store.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { createTestDatabase, mysqlSkip, type TestDatabase } from '../support/mariadb.js';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));
/** Longest time to the line, beside what this machine needs to load the program. */
const LONGEST_MS = 5_000;

describe('a start that cannot go well, on MariaDB or MySQL', { skip: mysqlSkip() }, () => {
  const files = scratch();
  const file = files.path('shrt.csv', finraFile('2023-08-31', positions(30)));
  const IMPORT = ['import', 'finra-short-interest', file];
  let database: TestDatabase;
  let side: mysql.Connection;

  before(async () => {
    database = await createTestDatabase();
    side = await mysql.createConnection(database.url);
  });
  after(async () => {
    await side.end();
    await database.drop();
    files.remove();
  });

  const altered = (change: (url: URL) => void) => () => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };
  const cases: [string, 'serve' | 'import', () => string, RegExp][] = [
    [
      'a wrong password',
      'serve',
      altered((url) => {
        url.password = 'wrong-secret';
      }),
      /refuses this user or password$/,
    ],
    [
      'a database that is not there',
      'import',
      altered((url) => {
        url.pathname = '/lowtide_no_such_database';
      }),
      /does not exist; create it first$/,
    ],
    [
      'a server that is not there',
      'serve',
      altered((url) => {
        url.port = '1';
      }),
      /cannot be reached \(ECONNREFUSED\); is the database running\?$/,
    ],
    ['tables that are not there', 'import', () => database.url, /run '\.\/lowtide migrate up'$/],
  ];
  for (const [what, command, url, expected] of cases) {
    test(`${what} ends ${command} in one line`, async () => {
      await endsInOneLine(url(), command === 'serve' ? ['serve'] : IMPORT, expected);
    });
  }

  test("a newer program's tables end serve in one line", async () => {
    const store = await openStore(database.url);
    await store.migrate('up');
    for (const name of ['Newer1', 'Newer2']) {
      await store.run('INSERT INTO migrations (timestamp, name) VALUES (?, ?)', [9e12, name]);
    }
    const newer = /those of a newer lowtide \(Newer2\); run that$/;
    await endsInOneLine(database.url, ['serve'], newer);
    await store.run("DELETE FROM migrations WHERE name LIKE 'Newer%'");
    await store.close();
  });

  test('a server that is read-only ends an import in one line', async (context) => {
    const user = `reader_${process.pid}`;
    try {
      await side.query(`CREATE USER '${user}'@'%' IDENTIFIED BY 'reader'`);
      await side.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON *.* TO '${user}'@'%'`);
    } catch (error) {
      return context.skip(`the test user may not make others: ${error}`);
    }
    await side.query('SET GLOBAL read_only = 1');
    try {
      const url = altered((it) => {
        it.username = user;
        it.password = 'reader';
      });
      await endsInOneLine(url(), IMPORT, /is read-only; name the one that takes writes$/);
    } finally {
      await side.query('SET GLOBAL read_only = 0');
      await side.query(`DROP USER '${user}'@'%'`);
    }
  });
});

test('an SQLite file that is read-only ends an import in one line', async (context) => {
  // The superuser may write what nobody may.
  if (process.getuid?.() === 0) return context.skip('runs as root');
  const files = scratch();
  const path = files.path('store.txt', '');
  const url = `sqlite:${path}.sqlite`;
  const store = await openStore(url);
  await store.migrate('up');
  await store.close();
  chmodSync(`${path}.sqlite`, 0o444);
  const file = files.path('shrt.csv', finraFile('2023-08-31', positions(30)));
  await endsInOneLine(url, ['import', 'finra-short-interest', file], /is read-only$/);
  files.remove();
});

async function endsInOneLine(url: string, args: readonly string[], expected: RegExp) {
  // A wrong URL ends a start as soon as the program is loaded.
  const load = await run('mysql://x', args);
  const { code, said, ms } = await run(url, args);
  const lines = said.trimEnd().split('\n');
  assert.equal(code, 1, said);
  assert.equal(lines.length, 1, said);
  assert.match(lines[0] ?? '', expected);
  assert.doesNotMatch(said, /secret|password@/);
  assert.ok(ms - load.ms < LONGEST_MS, `${ms} ms, of which ${load.ms} to load`);
}

async function run(url: string, args: readonly string[]) {
  const began = performance.now();
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { PATH: process.env.PATH, LOWTIDE_DATABASE_URL: url, LOWTIDE_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  const [code] = await once(child, 'close');
  return { code, said, ms: performance.now() - began };
}
