import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '../../../src/store/store.js';
import type { Lab, Recipe } from '../lab.js';
import { ask, Cluster } from '../servers/cluster.js';
import { startImport } from '../tools/commands.js';
import { type Delivery, LATER_COUNT, laterCloses } from '../tools/market.js';
import { assertSame, undisturbed, Watcher } from '../tools/stores.js';
import { fillMarket, judge, readOn, startServing, untilVersion } from './serving.js';

/** Three nodes, the written one killed in the middle of an import, readers on all of them. */
export const CLUSTER: Recipe = {
  id: 'R-31',
  title:
    'a cluster of three nodes: kill -9 of the written node in an import, readers on every node',
  engines: ['mariadb', 'mysql'],
  run: runCluster,
};

/** Enough for Group Replication to expel a node and choose another one. */
const TRIES = 4;

async function runCluster(lab: Lab) {
  const cluster = await Cluster.connect(lab.engine === 'mysql' ? /^[89]\./ : /mariadb/i);
  lab.atEnd(() => cluster.close());
  await emptyCluster(cluster);
  const deliveries = await fillMarket(lab, cluster.url);
  const replicas = { LOWTIDE_REPLICA_URLS: cluster.urls.join(',') };
  const sharing = await startServing(lab, cluster.url, replicas);
  const alone = await startServing(lab, cluster.urls.find((url) => url !== cluster.writer)!);
  const load = readOn([sharing.url, alone.url]);
  const watchers = await Promise.all(cluster.urls.map((url) => Watcher.on(url)));
  const killed = { url: '', at: 0 };
  const counts = { versions: deliveries.length, retries: 0, pauseMs: 0, readsOfOwnVersion: 0 };
  for (let k = 0; k < LATER_COUNT; k++) {
    const delivery = laterCloses(lab.path('files'), k, 300);
    deliveries.push(delivery);
    if (k === 3) killInCommit(cluster, lab.random.between(1, 4), killed);
    const startedAt = performance.now();
    counts.retries += await importStubbornly(cluster, delivery);
    if (k === 3) counts.pauseMs = Math.round(performance.now() - startedAt);
    counts.versions++;
    for (const url of cluster.urls) {
      if (url === killed.url) continue;
      assert.equal(await versionOn(url), counts.versions, `read-your-version on ${url}`);
      counts.readsOfOwnVersion++;
    }
  }
  assert.notEqual(killed.url, '', 'no node was killed');
  for (const server of [sharing, alone]) await untilVersion(server, counts.versions);
  const judged = judge(await load.stop(), 16_000);
  for (const watcher of watchers) await watcher.stop();
  const isBack = await cluster.start(killed.url);
  await compareNodes(cluster, deliveries, isBack ? '' : killed.url);
  const looks = watchers.reduce((sum, watcher) => sum + watcher.looks, 0);
  return { ...counts, ...judged, looks, nodesCompared: isBack ? 3 : 2 };
}

/** New tables on every node. */
export async function emptyCluster(cluster: Cluster): Promise<void> {
  await cluster.empty();
  const store = await openStore(cluster.url);
  await store.migrate('up');
  await store.close();
}

/** Kills the writer while it answers the n-th COMMIT of the import that begins now. */
function killInCommit(cluster: Cluster, at: number, killed: { url: string; at: number }): void {
  cluster.router.trap = {
    matches: /^COMMIT/,
    at,
    moment: 'AFTER',
    spring: async () => {
      killed.url = cluster.writer!;
      killed.at = at;
      await cluster.kill(killed.url);
    },
  };
}

/** Imports through the router, again after a failure; how many tries failed. */
export async function importStubbornly(cluster: Cluster, delivery: Delivery): Promise<number> {
  for (let failed = 0; ; failed++) {
    const { code, text } = await startImport(cluster.url, delivery).ended;
    if (code === 0) return failed;
    assert.ok(failed < TRIES, text);
    assert.doesNotMatch(text, /unexpected failure/);
    await pause(1_000);
  }
}

/** The newest version on a node, once it has caught up with the cluster. */
export async function versionOn(url: string): Promise<number> {
  const isGalera = (await ask(url, "SHOW VARIABLES LIKE 'wsrep_sync_wait'")).length > 0;
  const [row] = await ask<{ number: number }>(
    url,
    isGalera
      ? 'SET SESSION wsrep_sync_wait = 1'
      : "SET SESSION group_replication_consistency = 'BEFORE'",
    'SELECT MAX(number) AS number FROM data_version',
  );
  return Number(row?.number);
}

/** Holds every node but `without` against a store that was never disturbed. */
export async function compareNodes(
  cluster: Cluster,
  deliveries: readonly Delivery[],
  without: string,
) {
  const expected = await undisturbed(deliveries);
  for (const url of cluster.urls) {
    if (url === without) continue;
    await versionOn(url);
    await assertSame(url, expected, `node ${new URL(url).port}`);
  }
}
