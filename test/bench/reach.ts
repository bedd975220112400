import { CPU_YARDSTICK, OURS_COMPUTING, OURS_REPEATED } from './http/cpu-times.js';
import type { OperationTimes } from './http/operation-times.js';
import type { PeerRequest } from './http/peer-schema.js';
import type { QueryTimes } from './query-times.js';
import type { Results } from './results.js';

/** One thing that the product is to reach, and what a run measured of it. */
export interface Reach {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  /** Null when the run could not measure it. */
  readonly isMet: boolean | null;
}

const MIB = 2 ** 20;

/** What is to be reached, in order, held against a run. */
export function reachOf(results: Results): Reach[] {
  const { queries } = results;
  const by = (ids: readonly string[], of: (query: QueryTimes) => number) =>
    queries.filter(({ id }) => ids.includes(id)).map((query) => [query.id, of(query)] as const);
  const overKernel = (engine: string) => (query: QueryTimes) =>
    timeBy(query, engine) / query.kernel;
  const overShipped = (engine: string) => (query: QueryTimes) =>
    timeBy(query, engine) / query.shipped;
  const aboveBound = ({ kernel, bytes }: QueryTimes) => kernel / boundMs(results, bytes);
  const scan = results.scan.ms / boundMs(results, results.scan.bytes);
  return [
    atLeast(
      'kernels, nothing precomputed, against DuckDB: shorts',
      12,
      by(['Q4a', 'Q4b', 'Q6'], overKernel('DuckDB')),
    ),
    atLeast('the same: advance/decline and 200-day average', 45, by(['Q3'], overKernel('DuckDB'))),
    atLeast('the same: index return and breadth', 100, by(['Q1b', 'Q2'], overKernel('DuckDB'))),
    atLeast('product as shipped against MariaDB', 400, by(SHIPPED, overShipped('MariaDB'))),
    atMost('distance from the bandwidth bound: full scans', 3, [
      ...by(['Q3', 'Q6'], aboveBound),
      ['scan', scan],
    ]),
    atMost('the same: short P&L and top N', 2, by(['Q4a', 'Q4b', 'Q5'], aboveBound)),
    ...requestReaches(results),
    ...cpuReaches(results),
    ...operationReaches(results),
    ...startReaches(results),
    ...memoryReaches(results),
  ];
}

const SHIPPED = ['Q1b', 'Q2', 'Q3', 'Q4a', 'Q4b', 'Q5', 'Q6'];

/** Milliseconds that a loop needs at least to read some bytes. */
export function boundMs({ bandwidth }: Pick<Results, 'bandwidth'>, bytes: number): number {
  return (bytes / bandwidth.javascript) * 1000;
}

/** Time of the engine whose name begins so; NaN where the machine lacks it. */
export function timeBy({ engines }: QueryTimes, name: string): number {
  return Object.entries(engines).find(([own]) => own.startsWith(name))?.[1] ?? Number.NaN;
}

function requestReaches({ requests }: Results): Reach[] {
  const goals: readonly (readonly [string, number, readonly PeerRequest[]])[] = [
    ['breadth', 5, ['breadth']],
    ['advance/decline', 40, ['A/D and average']],
    ['tiers and top N', 70, ['tiers', 'top ten']],
    ['sectors', 100, ['sectors']],
  ];
  return goals.map(([name, goal, own]) => {
    const ratios = requests
      .filter(({ request }) => own.includes(request as PeerRequest))
      .map(({ request, panel, duckdb }) => [request, duckdb / panel] as const);
    return atLeast(`whole request against the same server over DuckDB: ${name}`, goal, ratios);
  });
}

function cpuReaches({ cpu }: Results): Reach[] {
  const raw = cpu.find(({ server }) => server === CPU_YARDSTICK);
  const own = (name: string) => cpu.find(({ server }) => server === name);
  const ratio = (name: string, sample: '500 x 10' | 'series') =>
    (own(name)?.perRequest[sample] ?? Number.NaN) / (raw?.perRequest[sample] ?? Number.NaN);
  const samples = ['500 x 10', 'series'] as const;
  return [
    atMost('CPU a request against raw http: 500 x 10', 1.9, [
      ['', ratio(OURS_COMPUTING, '500 x 10')],
    ]),
    atMost('the same: series', 1.7, [['', ratio(OURS_COMPUTING, 'series')]]),
    atLeast(
      'repeated request from the byte cache against computing raw',
      3,
      samples.map((sample) => [sample, 1 / ratio(OURS_REPEATED, sample)] as const),
    ),
  ];
}

function operationReaches({ operations }: Results): Reach[] {
  type Read = (times: OperationTimes) => number | null;
  const row = (what: string, goal: number, read: Read): Reach => {
    const times = operations
      .map((it) => [it.operation, read(it)] as const)
      .sort(([, a], [, b]) => slow(b) - slow(a));
    // What was never answered has no time, and has not reached it.
    const above = times.filter(([, ms]) => ms === null || !(ms <= goal)).length;
    const [name, ms] = times[0] ?? ['', Number.NaN];
    const isMeasured = times.some(([, it]) => it !== null);
    const measured = `${significant(ms)} ms (${name})${above === 0 ? '' : `, ${above} above`}`;
    return {
      what,
      goal: `at most ${goal} ms each`,
      measured: isMeasured ? measured : 'not measured',
      isMet: isMeasured ? above === 0 : null,
    };
  };
  const computed = 'saved operations, 8 clients, each request computed';
  const asked = 'saved operations, 8 clients, as users ask them';
  return [
    row(`${computed}: p50`, 10, ({ p50 }) => p50),
    row(`${computed}: p99`, 50, ({ p99 }) => p99),
    row(`${asked}: p50`, 10, (it) => it.asked.p50),
    row(`${asked}: p99`, 50, (it) => it.asked.p99),
    row(
      'longest hold of the event loop by one request (saved operations, new windows)',
      20,
      ({ hold }) => hold,
    ),
  ];
}

function slow(ms: number | null): number {
  return ms === null || Number.isNaN(ms) ? Number.POSITIVE_INFINITY : ms;
}

function startReaches({ start }: Results): Reach[] {
  const row = (name: string, goal: number, seconds: number | null): Reach => ({
    what: `start to ready ${name}`,
    goal: `at most ${goal} s`,
    measured: seconds === null ? 'not measured' : `${significant(seconds)} s`,
    isMet: seconds === null ? null : seconds <= goal,
  });
  return [
    row('from the snapshot', 1.5, start.snapshot),
    row('from chunks in SQLite', 3, start.chunks),
    row('from chunks in MariaDB', 3, start.chunksMariadb),
  ];
}

function memoryReaches({ memory: { buffers, columns, heap } }: Results): Reach[] {
  return [
    atMost('panel bytes over the bytes of its columns', 1.3, [['', buffers / columns]]),
    {
      what: 'heap outside the panel',
      goal: 'at most 200 MB',
      measured: `${Math.round(heap / MIB)} MB`,
      isMet: heap <= 200 * MIB,
    },
  ];
}

type Named = readonly (readonly [name: string, ratio: number])[];

function atLeast(what: string, goal: number, ratios: Named): Reach {
  return judged(what, `at least ${goal}x`, ratios, (ratio) => ratio >= goal);
}

function atMost(what: string, goal: number, ratios: Named): Reach {
  return judged(what, `at most ${goal}x`, ratios, (ratio) => ratio <= goal);
}

function judged(
  what: string,
  goal: string,
  ratios: Named,
  isGood: (ratio: number) => boolean,
): Reach {
  const isMeasured = ratios.length > 0 && ratios.every(([, ratio]) => !Number.isNaN(ratio));
  const measured = ratios
    .map(([name, ratio]) => `${name} ${significant(ratio)}x`.trim())
    .join(', ');
  return {
    what,
    goal,
    measured: isMeasured ? measured : 'not measured',
    isMet: isMeasured ? ratios.every(([, ratio]) => isGood(ratio)) : null,
  };
}

/** Three digits, and no more behind a large number. JSON has null for what was not measured. */
export function significant(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '-';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(value < 0.1 ? 2 : 3)));
}
