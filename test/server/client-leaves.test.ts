import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import { openStore } from '../../src/store/store.js';
import { finraFile, positions, scratch } from '../support/finra-file.js';
import { runImport } from '../support/importing.js';
import { createTestDatabase, mysqlSkip, type TestDatabase } from '../support/mariadb.js';
import { listeningUrl, type MainProcess, startMain } from './main-process.js';

const QUERY = `{ security(symbol: "QAAA") {
  shortPositions(window: { from: "2023-08-01", to: "2023-09-30" }) { settledOn } } }`;

describe('a client that leaves', { skip: mysqlSkip() }, () => {
  const files = scratch();
  let database: TestDatabase;
  let main: MainProcess;
  let url: string;
  let side: mysql.Connection;

  before(async () => {
    database = await createTestDatabase();
    const store = await openStore(database.url);
    await store.migrate('up');
    const path = files.path('shrt20230831.csv', finraFile('2023-08-31', positions(60, 1)));
    await runImport(store, 'finra-short-interest', [path]);
    await store.close();
    main = startMain({ LOWTIDE_DATABASE_URL: database.url, LOWTIDE_PORT: '0' });
    url = await listeningUrl(main);
    await until(async () => (await fetch(`${url}/health/ready`)).ok);
    side = await mysql.createConnection(database.url);
  });
  after(async () => {
    main?.child.kill('SIGKILL');
    await side?.end();
    await database?.drop();
    files.remove();
  });

  test('ends its statements at the database within a second', async () => {
    const answered = await ask(AbortSignal.timeout(10_000));
    assert.equal(answered.status, 200, JSON.stringify(answered.body));
    await side.query('LOCK TABLES short_interest WRITE');
    const leaving = new AbortController();
    const outcomes = Array.from({ length: 8 }, () => ask(leaving.signal).catch(() => null));
    await until(async () => (await waiting()) === 8);
    const began = performance.now();
    leaving.abort();
    await until(async () => (await waiting()) === 0);
    assert.ok(performance.now() - began < 1_000, `${performance.now() - began} ms`);
    await Promise.all(outcomes);
    await side.query('UNLOCK TABLES');
    assert.deepEqual((await ask(AbortSignal.timeout(10_000))).body, answered.body);
  });

  async function ask(signal: AbortSignal): Promise<{ status: number; body: unknown }> {
    // A comment of its own, so that no answer is one that was given before.
    const query = `# ${Math.random()}\n${QUERY}`;
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal,
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    return { status: response.status, body: { data, errors } };
  }

  /** Statements that wait for the locked table. */
  async function waiting(): Promise<number> {
    const [rows] = await side.query(
      `SELECT COUNT(*) AS n FROM information_schema.processlist
       WHERE id <> CONNECTION_ID() AND info LIKE '%short_interest%'`,
    );
    return Number((rows as { n: number }[])[0]?.n);
  }
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await holds()) return;
    await pause(20);
  }
  throw new Error('it did not come about');
}
