import { readdirSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadPanel } from '../../src/panel/load.js';
import { createExecutor } from '../../src/server/execute.js';
import { createLogger } from '../../src/server/logger.js';
import { openStore } from '../../src/store/store.js';
import { repoRoot } from '../kernels/golden.js';
import { fillWithDemo } from '../support/demo-store.js';
import { shortPnlBySql } from './short-pnl-by-sql.js';

// Prints how long the simulated market takes to make, import and load, and how long each saved
// operation takes; the short book also as one SQL statement on the same SQLite store, with the
// results compared before any time is printed. Not part of the tests.

const RUNS = 21;

const store = await openStore('sqlite::memory:');
say(`machine   ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`);
say(`memory    ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`);
const filled = await timed(() => fillWithDemo(store));
const loaded = await timed(() => loadPanel(store));
const panel = loaded.value;
if (panel === null) throw new Error('the simulated market was not published');
const bars = panel.prices.close.length;
say(`market    ${panel.securities.count} securities, ${panel.axis.length} days, ${bars} bars`);
say(`made and imported in ${ms(filled.time)}, panel loaded in ${ms(loaded.time)}`);

const executor = await createExecutor(store, createLogger('silent'));
say('\noperation                          p50 ms   worst ms   bytes');
for (const [name, query] of operations()) {
  const first = await executor.execute({ query });
  const times: number[] = [];
  for (let k = 0; k < RUNS; k++) times.push((await timed(() => executor.execute({ query }))).time);
  times.sort((a, b) => a - b);
  const middle = times[RUNS >> 1] as number;
  const worst = times.at(-1) as number;
  const bytes = String(first.text.length).padStart(8);
  say(`${name.padEnd(32)} ${fixed(middle, 9)} ${fixed(worst, 10)} ${bytes}`);
}

const peer = await shortPnlBySql(store, executor, RUNS);
say('\nshort P&L of nine securities, STEP, year to date: panel against one SQL statement (SQLite)');
say(
  `panel ${fixed(peer.panel, 0)} ms, SQL ${fixed(peer.sql, 0)} ms, ratio ${fixed(peer.ratio, 0)}`,
);
say(`results differ by ${peer.difference.toExponential(1)} of the total`);
await store.close();

function operations(): [string, string][] {
  const folder = join(repoRoot(), 'schema/operations');
  return readdirSync(folder)
    .sort()
    .map((file): [string, string] => [
      file.replace('.graphql', ''),
      readFileSync(join(folder, file), 'utf8'),
    ])
    .filter(([, query]) => !/^subscription\b/m.test(query));
}

async function timed<T>(work: () => Promise<T>): Promise<{ time: number; value: T }> {
  const start = performance.now();
  const value = await work();
  return { time: performance.now() - start, value };
}

function ms(time: number): string {
  return `${Math.round(time)} ms`;
}

function fixed(value: number, width: number): string {
  return (Math.round(value * 100) / 100).toString().padStart(width);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
