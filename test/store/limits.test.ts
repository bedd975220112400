import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { StatementStopped } from '../../src/store/limits.js';
import { openStore, type Store } from '../../src/store/store.js';
import { createTestDatabase, mysqlSkip, type TestDatabase } from '../support/mariadb.js';

const SLOW = 'SELECT SLEEP(20) AS slept';
/** Counts for minutes without sleeping, as a query over too many rows does. */
const BUSY = `SELECT COUNT(*) AS n FROM information_schema.columns a, information_schema.columns b,
  information_schema.columns c`;

describe('limits on MariaDB or MySQL', { skip: mysqlSkip() }, () => {
  let database: TestDatabase;
  let store: Store;
  before(async () => {
    database = await createTestDatabase();
    store = await openStore(database.url);
  });
  after(async () => {
    await store.close();
    await database.drop();
  });

  test('a read past its limit ends at the server too', async () => {
    const began = performance.now();
    const read = store.within({ limitMs: 300 }).query(BUSY);
    await assert.rejects(read, isStopped('DEADLINE'));
    assert.ok(performance.now() - began < 1_300, `${performance.now() - began} ms`);
    assert.equal(await runningFor(store, BUSY, 1_000), 0);
  });

  for (const statement of [SLOW, BUSY]) {
    test(`who goes away frees the server within a second: ${statement.slice(7, 15)}`, async () => {
      const leaving = new AbortController();
      const read = store.within({ signal: leaving.signal }).query(statement);
      const outcome = assert.rejects(read, isStopped('ABORTED'));
      await until(async () => (await running(store, statement)) === 1);
      leaving.abort();
      assert.equal(await runningFor(store, statement, 1_000), 0);
      await outcome;
    });
  }

  test('nothing is asked for somebody who is gone', async () => {
    const before = store.statementCount;
    await assert.rejects(
      store.within({ signal: AbortSignal.abort() }).query('SELECT 1 AS one'),
      isStopped('ABORTED'),
    );
    assert.equal(store.statementCount, before + 1);
    assert.deepEqual((await store.query<{ one: number }>('SELECT 1 AS one'))[0]?.one, 1);
  });

  test('every statement has a limit at the server, also one without an own', async () => {
    const short = await openStore(database.url, { limitMs: 700 });
    try {
      const began = performance.now();
      await assert.rejects(short.query(BUSY), isStopped('DEADLINE'));
      assert.ok(performance.now() - began < 2_000, `${performance.now() - began} ms`);
    } finally {
      await short.close();
    }
  });

  test('a write past its limit is ended at the server, and nothing of it is kept', async () => {
    const short = await openStore(database.url, { limitMs: 700 });
    try {
      await short.run('CREATE TABLE busy (n bigint NOT NULL, PRIMARY KEY (n)) ENGINE=InnoDB');
      const began = performance.now();
      await assert.rejects(short.run(`INSERT INTO busy ${BUSY}`), isStopped('DEADLINE'));
      assert.ok(performance.now() - began < 2_000, `${performance.now() - began} ms`);
      assert.equal(await runningFor(short, BUSY, 1_000), 0);
      assert.equal((await short.query<{ n: number }>('SELECT n FROM busy')).length, 0);
    } finally {
      await short.close();
    }
  });

  test('a hundred that went away leave the pool as it was', async () => {
    await Promise.allSettled(
      Array.from({ length: 100 }, (_, k) =>
        store.within({ signal: AbortSignal.timeout(5 + k) }).query(SLOW),
      ),
    );
    assert.equal(await runningFor(store, SLOW, 1_000), 0);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, k) => store.query<{ k: number }>(`SELECT ${k} AS k`)),
    );
    assert.deepEqual(
      answers.map(([row]) => row?.k),
      Array.from({ length: 30 }, (_, k) => k),
    );
  });
});

test('SQLite ends a read past its limit between two rows', async () => {
  const store = await openStore('sqlite::memory:');
  const endless = `WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
    SELECT x FROM n`;
  await assert.rejects(store.within({ limitMs: 100 }).query(endless), isStopped('DEADLINE'));
  const gone = store.within({ signal: AbortSignal.abort() });
  await assert.rejects(gone.query('SELECT 1 AS one'), isStopped('ABORTED'));
  await store.close();
});

function isStopped(reason: StatementStopped['reason']): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof StatementStopped, String(error));
    assert.deepEqual([error.code, error.reason], ['TIMEOUT', reason]);
    return true;
  };
}

/** Statements like this one that still run, after a while at most. */
async function runningFor(store: Store, statement: string, ms: number): Promise<number> {
  const end = performance.now() + ms;
  let count = await running(store, statement);
  while (count > 0 && performance.now() < end) {
    await pause(20);
    count = await running(store, statement);
  }
  return count;
}

async function running(store: Store, statement: string): Promise<number> {
  const [row] = await store.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM information_schema.processlist
     WHERE id <> CONNECTION_ID() AND info LIKE ?`,
    [`%${statement.slice(7, 40)}%`],
  );
  return row?.n ?? 0;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await pause(10);
  }
  throw new Error('it did not come about');
}
