import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Lab } from '../lab.js';
import type { DatabaseServer } from '../servers/server.js';
import { importWell, ServerProcess } from '../tools/commands.js';
import {
  type Delivery,
  PANEL_QUERIES,
  priceFile,
  shortFiles,
  STORE_QUERY,
} from '../tools/market.js';
import { mixtures, read, type Reading, ReadingLoad } from '../tools/reading-load.js';

/** Longest time from the database's return until everything is as before, in milliseconds. */
const GREEN_WITHIN_MS = 5_000;
const PER_SECOND = 50;

/** A store with two versions of data: closes, and short positions. */
export async function fillMarket(lab: Lab, url: string): Promise<Delivery[]> {
  const deliveries = [priceFile(lab.path('files'), 300), shortFiles(lab.path('files'), 2, 300)];
  for (const delivery of deliveries) await importWell(url, delivery);
  return deliveries;
}

/** A server process over a filled store, that is stopped with the lab. */
export async function startServing(
  lab: Lab,
  url: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const server = await ServerProcess.start(url, settings);
  lab.atEnd(async () => {
    await server.stop();
  });
  return server;
}

/** Mixed reads on a server: three answered by the panel, one by the store. */
export function readOn(urls: readonly string[]): ReadingLoad {
  return new ReadingLoad(urls, [...PANEL_QUERIES, STORE_QUERY], PER_SECOND);
}

export interface Judgement {
  readonly panelReads: number;
  readonly stalePanelReads: number;
  readonly storeReads: number;
  readonly failedStoreReads: number;
  readonly slowestFailureMs: number;
  /** What the machine and the server took for a read that needs no store. */
  readonly slowestPanelMs: number;
}

/**
 * Every read of the panel must be answered, no answer may mix versions, and a read of the store
 * that failed must have said INTERNAL_SERVER_ERROR or another code of the list in time: within
 * `failsWithinMs`, beside what reads of the panel took meanwhile.
 */
export function judge(readings: readonly Reading[], failsWithinMs: number): Judgement {
  const panel = readings.filter(({ query }) => query !== STORE_QUERY);
  const bad = panel.filter(({ isOk }) => !isOk);
  assert.deepEqual(bad.slice(0, 3), [], `${bad.length} of ${panel.length} panel reads failed`);
  assert.deepEqual(mixtures(readings), []);
  const store = readings.filter(({ query }) => query === STORE_QUERY);
  const failed = store.filter(({ isOk }) => !isOk);
  const silent = failed.filter(({ codes, status }) => status === 0 || codes.length === 0);
  assert.deepEqual(silent.slice(0, 3), [], 'these failed without a code');
  const late = failed.filter((one) => one.ms > failsWithinMs + slowestBeside(one, panel));
  assert.deepEqual(
    late.slice(0, 3),
    [],
    `${late.length} failed after more than ${failsWithinMs} ms`,
  );
  return {
    panelReads: panel.length,
    stalePanelReads: panel.filter(({ isStale }) => isStale).length,
    storeReads: store.length,
    failedStoreReads: failed.length,
    slowestFailureMs: slowest(failed),
    slowestPanelMs: slowest(panel),
  };
}

function slowest(readings: readonly Reading[]): number {
  return Math.round(Math.max(0, ...readings.map(({ ms }) => ms)));
}

/**
 * The slowest read of the panel during a reading, in milliseconds: it waits for no database, so
 * that what it took is the load of the machine.
 */
function slowestBeside({ at, ms }: Reading, panel: readonly Reading[]): number {
  return slowest(panel.filter((one) => one.at < at + ms && one.at + one.ms > at));
}

/** Waits until the server is fresh and reads its store again; how long that took, in ms. */
export async function untilGreen(server: ServerProcess): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const { isStale } = await server.health();
    if (!isStale && (await read(server.url, STORE_QUERY)).isOk) break;
    const ms = performance.now() - startedAt;
    assert.ok(ms < GREEN_WITHIN_MS, `not green ${Math.round(ms)} ms after the return`);
    await pause(50);
  }
  return Math.round(performance.now() - startedAt);
}

/** Waits until the server answers from a version. */
export async function untilVersion(server: ServerProcess, number: number): Promise<void> {
  for (const end = performance.now() + 20_000; ; await pause(50)) {
    if ((await server.health()).dataVersion?.number === number) return;
    assert.ok(performance.now() < end, `version ${number} never came`);
  }
}

/** Waits until the server says that it is stale. */
export async function untilStale(server: ServerProcess, withinMs = 10_000): Promise<void> {
  const until = performance.now() + withinMs;
  while (!(await server.health()).isStale) {
    assert.ok(performance.now() < until, 'the loss of the database was never told');
    await pause(50);
  }
}

/** A filled store on `database`, and a server on it under load. */
export async function underLoad(lab: Lab, database: DatabaseServer, urlOf = (url: string) => url) {
  const { url, store } = await lab.newStore(database);
  await fillMarket(lab, url);
  const server = await startServing(lab, urlOf(url));
  const load = readOn([server.url]);
  await pause(lab.isShort ? 500 : 2_000);
  return { url, store, server, load };
}
