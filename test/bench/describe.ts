import { significant } from './reach.js';
import type { Results } from './results.js';
import {
  boundTable,
  clientTable,
  cpuTable,
  growthTable,
  operationTable,
  queryTable,
  reachTable,
  requestTable,
  text,
} from './tables.js';

const GB = 1e9;
const MIB = 2 ** 20;

/** Everything that a run has measured, as text. */
export function describeResults(results: Results): string {
  return [
    machineLines(results),
    'Questions: median ms of interleaved rounds; x is peer over kernel / peer over shipped',
    results.queries.map(({ id, title }) => `${id.padEnd(4)} ${title}`).join('\n'),
    text(queryTable(results)),
    'Distance from the bandwidth bound',
    text(boundTable(results)),
    'Whole requests, one at a time, ms',
    text(requestTable(results)),
    'Saved operations, ms: 8 clients, each request computed; the same as users ask, from the ' +
      'cache of answers; 1 client, new windows, and how long one of those held the event loop',
    text(operationTable(results)),
    'Clients: breadth of an index, computed and repeated',
    text(clientTable(results)),
    'Processor time a request, ms of the server',
    text(cpuTable(results)),
    ...(results.growth.length === 0 ? [] : ['Growth: ms as shipped', text(growthTable(results))]),
    'To be reached',
    text(reachTable(results)),
  ].join('\n\n');
}

/** The machine, the market and the peers, a line each. */
export function machineLines({
  machine,
  size,
  bandwidth,
  memory,
  engines,
  missing,
}: Results): string {
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

function gbps(bytesPerSecond: number): string {
  return `${significant(bytesPerSecond / GB)} GB/s`;
}

function mb(bytes: number): string {
  return `${significant(bytes / MIB)} MB`;
}
