import { boundMs, reachOf, significant } from './reach.js';
import type { Results } from './results.js';
import { plainTable, queryTable, reachTable } from './say.js';

const GB = 1e9;
const MIB = 2 ** 20;

/** Everything that a run has measured, as text. */
export function describeResults(results: Results): string {
  const { head, rows } = queryTable(results);
  const reach = reachTable(reachOf(results));
  return [
    machineLines(results),
    'Questions: median ms of interleaved rounds; x is peer over kernel / peer over shipped',
    results.queries.map(({ id, title }) => `${id.padEnd(4)} ${title}`).join('\n'),
    plainTable(head, rows),
    'Distance from the bandwidth bound',
    boundTable(results),
    'Whole requests, one at a time, ms',
    requestTable(results),
    'Saved operations, 8 clients, every request computed, ms',
    operationTable(results),
    'Clients: breadth of an index, computed and repeated',
    clientTable(results),
    'Processor time a request, ms of the server',
    cpuTable(results),
    ...(results.growth.length === 0 ? [] : ['Growth: ms as shipped', growthTable(results)]),
    'To be reached',
    plainTable(reach.head, reach.rows),
  ].join('\n\n');
}

function machineLines({ machine, size, bandwidth, memory, engines, missing }: Results): string {
  const { processor, cores, memoryGib, node, load } = machine;
  const native = bandwidth.native === null ? '' : `, ${gbps(bandwidth.native)} in C`;
  const total = memory.buffers + memory.heap;
  return [
    `machine    ${processor}, ${cores} cores, ${memoryGib} GiB, Node ${node}`,
    `load       ${significant(load[0])} before, ${significant(load[1])} after`,
    `market     ${size.securities} securities, ${size.days} days, ${size.bars} bars, ` +
      `${size.reports} short reports, seed ${size.seed}, ${size.rounds} rounds`,
    `bandwidth  ${gbps(bandwidth.javascript)} in JavaScript${native}`,
    `memory     ${mb(memory.buffers)} of columns, ${mb(memory.heap)} of heap, ` +
      `${mb((total / memory.bars) * 1e6)} a million bars`,
    ...engines.map(
      ({ name, tuning, loadSeconds }) =>
        `peer       ${name}, loaded in ${significant(loadSeconds)} s: ${tuning}`,
    ),
    ...missing.map((name) => `peer       ${name} is not on this machine`),
    'peer       PostGraphile is not asked: version 4 needs graphql 15, and version 5 needs Node 22',
  ].join('\n');
}

/** Bytes that an answer must read, and times over the time that reading them takes. */
export function boundRows(results: Results): string[][] {
  const { queries, scan } = results;
  const row = (name: string, bytes: number, ms: readonly number[]) => [
    name,
    `${significant(bytes / 1024)} KB`,
    significant(boundMs(results, bytes)),
    ...ms.map((it) => `${significant(it / boundMs(results, bytes))}x`),
  ];
  return [
    ...queries.map(({ id, bytes, kernel, shipped }) => row(id, bytes, [kernel, shipped])),
    row('scan', scan.bytes, [scan.ms]),
  ];
}

function boundTable(results: Results): string {
  return plainTable(['', 'bytes', 'bound ms', 'kernel', 'shipped'], boundRows(results));
}

function requestTable({ requests }: Results): string {
  const rows = requests.map(({ request, panel, duckdb }) => [
    request,
    significant(panel),
    significant(duckdb),
    `${significant(duckdb / panel)}x`,
  ]);
  return plainTable(['', 'panel', 'DuckDB', 'ratio'], rows);
}

function operationTable({ operations }: Results): string {
  const rows = operations.map(({ operation, p50, p99, bytes }) => [
    operation,
    significant(p50),
    significant(p99),
    String(bytes),
  ]);
  return plainTable(['', 'p50', 'p99', 'bytes'], rows);
}

function clientTable({ clients }: Results): string {
  const rows = clients.map(({ clients: count, computed, repeated }) => [
    String(count),
    ...[computed, repeated].flatMap(({ perSecond, p50, p99 }) =>
      [perSecond, p50, p99].map(significant),
    ),
  ]);
  const head = ['clients', 'computed/s', 'p50', 'p99', 'repeated/s', 'p50', 'p99'];
  return plainTable(head, rows);
}

export function cpuTable({ cpu }: Pick<Results, 'cpu'>): string {
  const raw = cpu[0]!.perRequest;
  const samples = Object.keys(raw) as (keyof typeof raw)[];
  const rows = cpu.map(({ server, perRequest }) => [
    server,
    ...samples.flatMap((sample) => [
      significant(perRequest[sample]),
      `${significant(perRequest[sample] / raw[sample])}x`,
    ]),
  ]);
  return plainTable(['', ...samples.flatMap((sample) => [sample, ''])], rows);
}

function growthTable({ growth }: Results): string {
  const ids = Object.keys(growth[0]!.ms);
  const rows = growth.map(({ securities, days, ms }) => [
    `${securities} x ${days}`,
    ...ids.map((id) => significant(ms[id]!)),
  ]);
  return plainTable(['', ...ids], rows);
}

function gbps(bytesPerSecond: number): string {
  return `${significant(bytesPerSecond / GB)} GB/s`;
}

function mb(bytes: number): string {
  return `${significant(bytes / MIB)} MB`;
}
