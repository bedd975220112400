import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Lab, Recipe } from '../lab.js';
import type { DatabaseServer } from '../servers/server.js';
import { importWell, type ServerProcess } from '../tools/commands.js';
import { laterCloses } from '../tools/market.js';
import { fillMarket, judge, readOn, startServing, untilGreen, untilVersion } from './serving.js';

const MAX_LAG_MS = 2_000;

/** A primary and a replica of the engine's own replication. */
export const REPLICATION: Recipe = {
  id: 'R-04',
  title: 'a replica that lags, is killed and comes back, then a primary that is killed',
  engines: ['mariadb', 'mysql'],
  async run(lab) {
    const { primary, replica } = await replicated(lab);
    const { url, store } = await lab.newStore(primary);
    await fillMarket(lab, url);
    const replicaUrl = replica.url(new URL(url).pathname.slice(1));
    await untilEqual(replica, url);
    const server = await startServing(lab, url, {
      LOWTIDE_REPLICA_URLS: replicaUrl,
      LOWTIDE_REPLICA_MAX_LAG_MS: String(MAX_LAG_MS),
    });
    const load = readOn([server.url]);
    const before = await questions(primary);
    await pause(3_000);
    const onPrimary = (await questions(primary)) - before;
    await until(server, null);
    // It stands still while a version is published: out after the limit, and the version is there.
    await replica.send(`STOP ${wordFor(replica)}`);
    await importWell(url, laterCloses(lab.path('files'), 0, 300));
    const lagMs = await until(server, 'LAGGING');
    await untilVersion(server, 3);
    await replica.send(`START ${wordFor(replica)}`);
    await until(server, null);
    // It is killed: reads move to the primary, and come back with it.
    await replica.kill();
    await until(server, 'UNREACHABLE');
    await replica.start();
    await replica.send(`START ${wordFor(replica)}`).catch(() => {});
    await until(server, null);
    // The primary is killed: reads go on, and nothing is stale as long as the replica answers.
    await primary.kill();
    await pause(3_000);
    const { isStale } = await server.health();
    await primary.start();
    const greenAfterMs = await untilGreen(server);
    await importWell(url, laterCloses(lab.path('files'), 1, 300));
    await untilVersion(server, 4);
    const judged = judge(await load.stop(), 1_000);
    await store.close();
    assert.equal(isStale, false, 'the replica answers, so that nothing is stale');
    return { ...judged, statementsOnPrimaryIn3s: onPrimary, outAfterMs: lagMs, greenAfterMs };
  },
};

/** Two servers, the second one following the first. */
async function replicated(lab: Lab) {
  const binlog = ['--log-bin=binlog', '--sync-binlog=1'];
  const gtid = lab.engine === 'mysql' ? ['--gtid-mode=ON', '--enforce-gtid-consistency=ON'] : [];
  const primary = await lab.server({ options: [...binlog, ...gtid, '--server-id=1'] });
  const replica = await lab.server({ options: [...binlog, ...gtid, '--server-id=2'] });
  const [source, host, user, password, port] =
    lab.engine === 'mysql'
      ? ['REPLICATION SOURCE', 'SOURCE_HOST', 'SOURCE_USER', 'SOURCE_PASSWORD', 'SOURCE_PORT']
      : ['MASTER', 'MASTER_HOST', 'MASTER_USER', 'MASTER_PASSWORD', 'MASTER_PORT'];
  const place =
    lab.engine === 'mysql'
      ? 'SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1, SOURCE_CONNECT_RETRY = 1'
      : 'MASTER_USE_GTID = slave_pos, MASTER_CONNECT_RETRY = 1';
  // The accounts are the same on both; only what comes from now on is followed.
  await primary.send(lab.engine === 'mysql' ? 'RESET BINARY LOGS AND GTIDS' : 'RESET MASTER');
  await replica.send(lab.engine === 'mysql' ? 'RESET BINARY LOGS AND GTIDS' : 'RESET MASTER');
  await replica.send(
    `CHANGE ${source} TO ${host} = '127.0.0.1', ${port} = ${primary.port},
     ${user} = 'lowtide', ${password} = 'lowtide', ${place}`,
  );
  await replica.send(`START ${wordFor(replica)}`);
  return { primary, replica };
}

function wordFor({ product }: DatabaseServer): string {
  return product === 'MySQL' ? 'REPLICA' : 'SLAVE';
}

/** Waits until the replica has everything that was written so far. */
async function untilEqual(replica: DatabaseServer, url: string): Promise<void> {
  const database = new URL(url).pathname.slice(1);
  for (const end = performance.now() + 30_000; ; await pause(50)) {
    const rows = await replica
      .send<{ n: number }>('SELECT MAX(number) AS n FROM data_version', database)
      .catch(() => []);
    if (Number(rows[0]?.n) === 2) return;
    assert.ok(performance.now() < end, 'the replica does not follow');
  }
}

/** Waits until the server says that of its replica; how long that took, in ms. */
async function until(server: ServerProcess, trouble: string | null): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const { replicas } = await server.health();
    const ms = Math.round(performance.now() - startedAt);
    if (replicas?.[0]?.trouble === trouble) return ms;
    assert.ok(ms < 15_000, `the replica is ${replicas?.[0]?.trouble}, not ${trouble}`);
    await pause(50);
  }
}

/** Statements that the server was asked so far. */
async function questions(server: DatabaseServer): Promise<number> {
  const [row] = await server.send<{ Value: string }>("SHOW GLOBAL STATUS LIKE 'Com_select'");
  return Number(row?.Value);
}
