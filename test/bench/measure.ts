import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { buildPanel } from '../../src/panel/build.js';
import { makeShortcuts } from '../../src/panel/derived/shortcuts.js';
import type { Panel } from '../../src/panel/panel.js';
import { nativeBandwidth } from './bandwidth.js';
import type { Engine } from './engines/engine.js';
import { openEngines } from './engines/open-engines.js';
import { timeGrowth } from './growth.js';
import { timeCpu } from './http/cpu-times.js';
import { filingsStore } from './http/filings-store.js';
import type { Served } from './http/panel-server.js';
import { timeClients, timeRequests } from './http/http-times.js';
import { timeOperations } from './http/operation-times.js';
import { makeMarket } from './market.js';
import { measureMemory } from './memory.js';
import type { BenchOptions } from './options.js';
import { timeQueries } from './query-times.js';
import { makeScratch } from './scratch.js';
import type { Results } from './results.js';
import { timeStarts } from './start/start-times.js';

type Tell = (line: string) => void;

/** Symbols whose raw filings the saved operations show. */
const FILED = new Set(['LUMN', 'BEAM']);

/**
 * Measures everything, one part after another. Throws DifferentResults as soon as two engines give
 * different answers.
 */
export async function measure(options: BenchOptions, tell: Tell): Promise<Results> {
  const loadBefore = loadavg()[0]!;
  tell('starting servers');
  const start = await timeStarts(options, tell);
  const scratch = makeScratch();
  const served = await prepare(options, `sqlite:${join(scratch.path, 'filings.sqlite')}`, tell);
  const { panel } = served;
  const memory = measureMemory(panel);
  const { rounds, requests } = options;
  const peers = await openEngines(panel, options.engines, tell);
  try {
    tell('asking the questions');
    const { queries, scan, bytesPerSecond } = await timeQueries(panel, peers.engines, rounds);
    const bandwidth = { javascript: bytesPerSecond, native: nativeBandwidth() };
    tell('sending whole requests');
    const settings = { rounds, requests };
    const results = {
      requests: await timeRequests(served, duckdb(peers.engines), settings),
      operations: await timeOperations(served, settings),
      clients: await timeClients(served, requests, options.clients),
    };
    const engines = peers.engines.map(({ name, tuning, loadSeconds }) => {
      return { name, tuning, loadSeconds };
    });
    await peers.close();
    tell('measuring processor time of servers');
    const cpu = await timeCpu(rounds, options.cpuRequests);
    tell('measuring growth');
    const { securities, days, seed } = options;
    const growth = options.isShort ? [] : await timeGrowth(securities, days, seed, rounds);
    return {
      machine: machineOf(loadBefore),
      size: sizeOf(panel, options),
      bandwidth,
      memory,
      engines,
      missing: peers.missing,
      queries,
      scan,
      ...results,
      cpu,
      growth,
      start,
    };
  } finally {
    await peers.close();
    await served.store.close();
    scratch.remove();
  }
}

/** The panel and the filings; the stored columns are given up. */
async function prepare(
  { securities, days, seed }: BenchOptions,
  storeUrl: string,
  tell: Tell,
): Promise<Served> {
  const stored = makeMarket(securities, days, seed);
  tell(`made ${stored.prices.count} bars of ${securities} securities on ${days} days`);
  const panel = buildPanel(stored);
  await makeShortcuts(panel);
  return { panel, store: await filingsStore(storeUrl, stored, FILED), storeUrl };
}

function duckdb(engines: readonly Engine[]): Engine {
  return engines.find(({ dialect }) => dialect.name === 'duckdb')!;
}

function machineOf(loadBefore: number): Results['machine'] {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: [loadBefore, loadavg()[0]!],
  };
}

function sizeOf(panel: Panel, { securities, days, seed, rounds }: BenchOptions): Results['size'] {
  const bars = panel.prices.close.length;
  return { securities, days, bars, reports: panel.shorts.index.length, seed, rounds };
}
