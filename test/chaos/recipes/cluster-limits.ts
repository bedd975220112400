import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { checkStore } from '../../../src/store/check.js';
import { openStore, type Store } from '../../../src/store/store.js';
import { runImport } from '../../support/importing.js';
import { dump, memoryStore } from '../../support/stores.js';
import type { Lab, Recipe } from '../lab.js';
import { ask, Cluster } from '../servers/cluster.js';
import { importWell, startImport } from '../tools/commands.js';
import { type Delivery, laterCloses, shortFiles } from '../tools/market.js';
import { compareNodes, emptyCluster, importStubbornly, versionOn } from './cluster.js';
import { fillMarket, judge, readOn, startServing, untilVersion } from './serving.js';

const TRANSACTION_BYTES = 256 * 1024;

/** A cluster refuses transactions of some ten thousand rows: they are halved until they pass. */
export const SMALL_TRANSACTIONS: Recipe = {
  id: 'R-33',
  title: 'a cluster that takes 256 KB a transaction: batches are halved, the content is the same',
  engines: ['mariadb', 'mysql'],
  async run(lab) {
    const cluster = await Cluster.connect(productOf(lab));
    lab.atEnd(() => cluster.close());
    const delivery = shortFiles(lab.path('files'), 2, 12_000);
    const commits: number[] = [];
    for (const bytes of [null, TRANSACTION_BYTES]) {
      await emptyCluster(cluster);
      await limit(cluster, bytes);
      lab.atEnd(() => limit(cluster, null));
      cluster.router.trap = { matches: /^COMMIT/, at: Infinity, moment: 'BEFORE', spring() {} };
      await importWell(cluster.url, delivery);
      commits.push(cluster.router.matched);
    }
    await compareContent(cluster, delivery);
    const [freely, limited] = commits as [number, number];
    assert.ok(limited > freely + 3, `${limited} transactions with the limit, ${freely} without`);
    return { transactionsFreely: freely, transactionsLimited: limited, nodesCompared: 3 };
  },
};

/** Rows and versions of every node, however many transactions brought them. */
async function compareContent(cluster: Cluster, { format, files }: Delivery): Promise<void> {
  const plain = await memoryStore();
  await runImport(plain, format, files);
  const expected = await contentOf(plain);
  await plain.close();
  for (const url of cluster.urls) {
    await versionOn(url);
    const store = await openStore(url);
    assert.deepEqual((await checkStore(store)).problems, [], url);
    assert.deepEqual(await contentOf(store), expected, url);
    await store.close();
  }
}

async function contentOf(store: Store): Promise<Record<string, unknown[]>> {
  const { staged_part: _, column_chunk: __, ...tables } = await dump(store);
  return tables;
}

/** Longest time to the end of an import that cannot write: its retries, and one that hangs. */
const REFUSED_WITHIN_MS = 75_000;

/** Two of three nodes are killed: nobody may write, readers go on, and all is well with others. */
export const LOST_MAJORITY: Recipe = {
  id: 'R-32',
  title: 'a cluster that loses two of three nodes: writes end, panel reads go on, then they return',
  engines: ['mariadb', 'mysql'],
  async run(lab) {
    const cluster = await Cluster.connect(productOf(lab));
    lab.atEnd(() => cluster.close());
    await emptyCluster(cluster);
    const deliveries = await fillMarket(lab, cluster.url);
    const survivor = cluster.writer as string;
    const others = cluster.urls.filter((url) => url !== survivor);
    const server = await startServing(lab, survivor);
    const load = readOn([server.url]);
    await Promise.all(others.map((url) => cluster.kill(url)));
    const later = laterCloses(lab.path('files'), 0, 300);
    const { code, text, ms } = await startImport(survivor, later).ended;
    assert.equal(code, 1, text);
    assert.doesNotMatch(text, /unexpected failure/);
    assert.ok(ms < REFUSED_WITHIN_MS, `the import ended only after ${Math.round(ms)} ms`);
    const { dataVersion, isStale } = await server.health();
    assert.equal(dataVersion?.number, deliveries.length, 'the old version is served');
    await cluster.standAlone(survivor);
    const back = await Promise.all(others.map((url) => cluster.start(url)));
    assert.ok(back.every(Boolean), 'nobody said how to start a node');
    await importStubbornly(cluster, later);
    deliveries.push(later);
    await untilVersion(server, deliveries.length);
    await pause(500);
    const judged = judge(await load.stop(), REFUSED_WITHIN_MS);
    await compareNodes(cluster, deliveries, '');
    return { refusedAfterMs: Math.round(ms), staleMeanwhile: String(isStale), ...judged };
  },
};

function productOf({ engine }: Lab): RegExp {
  return engine === 'mysql' ? /^[89]\./ : /mariadb/i;
}

/** Sets the longest transaction of every node; null is what the engine begins with. */
async function limit(cluster: Cluster, bytes: number | null): Promise<void> {
  for (const url of cluster.urls) {
    const isGalera = (await ask(url, "SHOW VARIABLES LIKE 'wsrep_max_ws_size'")).length > 0;
    await ask(
      url,
      isGalera
        ? `SET GLOBAL wsrep_max_ws_size = ${bytes ?? 2_147_483_647}`
        : `SET GLOBAL group_replication_transaction_size_limit = ${bytes ?? 150_000_000}`,
    );
  }
}
