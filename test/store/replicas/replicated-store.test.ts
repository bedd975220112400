import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { OperatorError } from '../../../src/errors.js';
import { readStoredColumns } from '../../../src/store/readers/read-columns.js';
import type { ReplicaStatus } from '../../../src/store/replicas/replica-set.js';
import { openReading, openReadingLate } from '../../../src/store/replicas/replicated-store.js';
import { openStore, type Store } from '../../../src/store/store.js';
import { FaultProxy } from '../../chaos/tools/fault-proxy.js';
import { finraFile, positions, scratch } from '../../support/finra-file.js';
import { runImport } from '../../support/importing.js';
import { createTestDatabase, mysqlSkip, type TestDatabase } from '../../support/mariadb.js';

const MAX_LAG_MS = 10_000;
const files = scratch();
after(files.remove);
const FORMAT = 'finra-short-interest';
/** One file for each version. */
const days = ['2023-08-15', '2023-08-31'].map((on, k) =>
  files.path(`shrt${on.replaceAll('-', '')}.csv`, finraFile(on, positions(20, k + 1))),
);

/** A server of its own for each part: a database behind a proxy that can go away. */
interface Server {
  readonly database: TestDatabase;
  readonly direct: Store;
  readonly proxy: FaultProxy;
  readonly url: string;
}

describe('a store with replicas', { skip: mysqlSkip(), timeout: 60_000 }, () => {
  let servers: [Server, Server, Server];
  let store: Store;
  let now = 0;
  let changes: ReplicaStatus[] = [];

  before(async () => {
    servers = [await startServer(), await startServer(), await startServer()];
  });
  after(async () => {
    for (const { direct, proxy, database } of servers) {
      await direct.close();
      await proxy.close();
      await database.drop();
    }
  });
  beforeEach(async () => {
    for (const server of servers) await reset(server);
    changes = [];
    now = 0;
    store = await openReading(addressOf(servers[0].url, servers[1].url, servers[2].url), {
      now: () => now,
      onChange: (status) => changes.push(status),
    });
  });
  afterEach(() => store.close());

  /** Publishes version `number` on some of the servers, as replication would bring it. */
  async function publish(number: number, ...onto: number[]): Promise<void> {
    for (const k of onto) {
      const { published } = await runImport(servers[k]!.direct, FORMAT, [days[number - 1]!]);
      assert.equal(published?.number, number);
    }
  }

  async function lose(k: number): Promise<void> {
    servers[k]!.proxy.fault = { kind: 'RESET' };
    servers[k]!.proxy.cut();
  }

  const number = async () => (await store.currentVersion())?.number ?? null;
  const troubles = () => store.replicas().map(({ trouble }) => trouble);

  /** Which server answered, by the name of its database. */
  async function answeredBy(): Promise<number> {
    const [row] = await store.query<{ name: string }>('SELECT DATABASE() AS name');
    return servers.findIndex(({ database }) => new URL(database.url).pathname === `/${row?.name}`);
  }

  test('answers reads from its replicas in turn and none from the primary', async () => {
    await publish(1, 0, 1, 2);
    assert.equal(await number(), 1);
    const by = [await answeredBy(), await answeredBy(), await answeredBy(), await answeredBy()];
    assert.deepEqual([...new Set(by)].sort(), [1, 2]);
    assert.equal((await readStoredColumns(store, 1)).shortInterest.count, 20);
  });

  test('takes a version as soon as one replica has it, and reads from that one', async () => {
    await publish(1, 0, 1, 2);
    assert.equal(await number(), 1);
    await publish(2, 0, 2);
    assert.equal(await number(), 2);
    assert.deepEqual(troubles(), ['CATCHING_UP', null]);
    for (let k = 0; k < 4; k++) assert.equal(await answeredBy(), 2);
    await publish(2, 1);
    assert.equal(await number(), 2);
    assert.deepEqual(troubles(), [null, null]);
  });

  test('takes a replica out once it has lacked a version for longer than the limit', async () => {
    await publish(1, 0, 1, 2);
    assert.equal(await number(), 1);
    await publish(2, 0);
    assert.equal(await number(), 1);
    now += MAX_LAG_MS;
    assert.equal(await number(), 1);
    assert.deepEqual(troubles(), [null, null]);
    now += 1;
    assert.equal(await number(), 2);
    assert.deepEqual(troubles(), ['LAGGING', 'LAGGING']);
    assert.equal(await answeredBy(), 0);
    assert.equal(store.replicas()[0]?.lagMs, MAX_LAG_MS + 1);
    await publish(2, 1, 2);
    assert.equal(await number(), 2);
    assert.deepEqual(troubles(), [null, null]);
    assert.deepEqual(
      changes.map(({ trouble }) => trouble),
      ['LAGGING', 'LAGGING', null, null],
    );
  });

  test('never goes back to an older version, whoever is left', async () => {
    await publish(1, 0, 1, 2);
    await publish(2, 0, 1);
    assert.equal(await number(), 2);
    await lose(1);
    assert.equal(await number(), 2);
    assert.deepEqual(troubles(), ['UNREACHABLE', 'CATCHING_UP']);
    assert.equal(await answeredBy(), 0);
    await lose(0);
    await assert.rejects(number(), /cannot be reached|was lost/);
    await assert.rejects(answeredBy(), /cannot be reached|was lost/);
    await publish(2, 2);
    assert.equal(await number(), 2);
    assert.equal(await answeredBy(), 2);
  });

  test('goes on to another server when one is lost in the middle of its reads', async () => {
    await publish(1, 0, 1, 2);
    assert.equal(await number(), 1);
    await lose(1);
    for (let k = 0; k < 4; k++) assert.equal(await answeredBy(), 2);
    await lose(2);
    for (let k = 0; k < 4; k++) assert.equal(await answeredBy(), 0);
    assert.deepEqual(troubles(), ['UNREACHABLE', 'UNREACHABLE']);
    for (const k of [1, 2]) servers[k]!.proxy.fault = { kind: 'NONE' };
    assert.equal(await number(), 1);
    assert.deepEqual(troubles(), [null, null]);
  });

  test('gives a replica up that hangs, with the reads that wait for it', async () => {
    await publish(1, 0, 1, 2);
    assert.equal(await number(), 1);
    for (const k of [1, 2]) servers[k]!.proxy.fault = { kind: 'BLACKHOLE' };
    const reads = [answeredBy(), answeredBy()];
    assert.equal(await number(), 1);
    assert.deepEqual(await Promise.all(reads), [0, 0]);
    assert.deepEqual(troubles(), ['UNREACHABLE', 'UNREACHABLE']);
    for (const k of [1, 2]) await lose(k);
  });

  test('a scan that has given rows fails instead of giving them twice', async () => {
    await publish(1, 0, 1, 2);
    const rows = Array.from({ length: 20_000 }, (_, k) => [1_000 + k, `X${k}`, `X${k}`]);
    for (const { direct } of servers) {
      await direct.insert('ticker', ['id', 'ticker_key', 'symbol'], rows);
    }
    assert.equal(await number(), 1);
    for (const k of [1, 2]) servers[k]!.proxy.fault = { kind: 'RESET_AFTER', bytes: 100_000 };
    const seen: unknown[] = [];
    const scan = { table: 'ticker', columns: ['id'], dates: [] };
    await assert.rejects(store.scan(scan, ([id]) => seen.push(id)));
    assert.ok(seen.length > 0 && seen.length < rows.length, `${seen.length} rows`);
    assert.equal(new Set(seen).size, seen.length);
  });

  test('sends what is written to the primary', async () => {
    await publish(1, 0, 1, 2);
    await store.run("INSERT INTO lease (name, holder, expires_at) VALUES ('a', 'b', 1)");
    const counts = await Promise.all(
      servers.map(async ({ direct }) => (await direct.query('SELECT name FROM lease')).length),
    );
    assert.deepEqual(counts, [1, 0, 0]);
  });

  test('starts without servers that are away, and not with one that refuses us', async () => {
    await publish(1, 0, 1, 2);
    await lose(0);
    await lose(1);
    const [primary, first, second] = servers.map(({ url }) => url) as [string, string, string];
    const late = await openReading(addressOf(primary, first, second));
    assert.equal((await late.currentVersion())?.number, 1);
    await late.close();
    const wrong = new URL(second);
    wrong.password = 'wrong';
    await assert.rejects(
      openReading(addressOf(second, wrong.href)),
      (error) => error instanceof OperatorError && /refuses this user/.test(error.message),
    );
    await assert.rejects(openReading(addressOf(primary, first)));
  });

  test('a thread begins while every server is away, and asks none behind its panel', async () => {
    await publish(1, 0, 1, 2);
    await publish(2, 0, 2);
    for (const k of [0, 1, 2]) await lose(k);
    const [primary, first, second] = servers.map(({ url }) => url) as [string, string, string];
    const late = await openReadingLate(addressOf(primary, first, second), { atLeast: () => 2 });
    await assert.rejects(late.query('SELECT 1 AS one'));
    for (const k of [1, 2]) servers[k]!.proxy.fault = { kind: 'NONE' };
    assert.equal((await late.currentVersion())?.number, 2);
    assert.deepEqual(
      late.replicas().map(({ trouble }) => trouble),
      ['CATCHING_UP', null],
    );
    await late.close();
  });
});

function addressOf(databaseUrl: string, ...replicaUrls: string[]) {
  return { databaseUrl, replicaUrls, replicaMaxLagMs: MAX_LAG_MS };
}

async function startServer(): Promise<Server> {
  const database = await createTestDatabase();
  const direct = await openStore(database.url);
  await direct.migrate('up');
  const port = Number(new URL(database.url).port);
  const proxy = await FaultProxy.listen(() => port);
  return { database, direct, proxy, url: proxy.urlOf(database.url) };
}

/** All tables empty, quicker than by migrations, and the way to them open. */
async function reset({ direct, proxy }: Server): Promise<void> {
  proxy.fault = { kind: 'NONE' };
  for (const { tableName } of direct.dataSource.entityMetadatas) {
    await direct.run(`DELETE FROM ${tableName}`);
  }
}
