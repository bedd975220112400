import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { OperationDefinitionNode } from 'graphql';
import { getOperationAST } from 'graphql';
import { lowtideSchema } from '../../../src/schema-resolvers.js';
import { addTradingDays } from '../../../src/time/calendar.js';
import { day, formatDay } from '../../../src/time/day.js';
import { type SavedOperation, savedOperations } from '../../support/saved-operations.js';
import { median, quantile } from '../timing.js';
import { type HttpSettings, withServers } from './http-times.js';
import type { LoadProcess } from './load.js';
import type { Served } from './panel-server.js';

/** Milliseconds of a saved operation; null in JSON, and NaN, for what was never answered. */
export interface OperationTimes {
  readonly operation: string;
  /** With eight clients, each request another one for the cache of answers. */
  readonly p50: number | null;
  readonly p99: number | null;
  /** With eight clients that ask the same as users do: from the cache of answers. */
  readonly asked: { readonly p50: number | null; readonly p99: number | null };
  /** With one client, about windows that nobody asked about before. */
  readonly fresh: number | null;
  /** How long one of those requests kept the event loop from everything else, at the longest. */
  readonly hold: number | null;
  readonly bytes: number;
  /** Requests that were turned away by 503. */
  readonly refused: number;
}

const CLIENTS = 8;
/** Requests of each before the first measured ones, at most: programs of V8 come late. */
const WARM_UP = 100;
/** The day that saved operations ask about, and how many days before it are asked about as well. */
const AS_OF = day('2023-09-08');
const FRESH = 7;
/** Milliseconds between two looks at the event loop. */
const LOOK_MS = 1;

/** Every saved operation with the variables that it comes with. */
export async function timeOperations(
  served: Served,
  { requests }: HttpSettings,
): Promise<OperationTimes[]> {
  return withServers(served, [lowtideSchema()], async ([url], load) => {
    const rows: OperationTimes[] = [];
    for (const operation of savedOperations()) {
      const { fresh, hold } = await timeFresh(operation, url as string, load);
      // A variable that no operation knows makes each request another one for a cache.
      const bodies = [bodyOf(operation, { n: 0 })];
      const job = { url: url as string, bodies, clients: CLIENTS };
      await load.send({ ...job, isVaried: true, requests: Math.min(WARM_UP, requests) });
      const computed = await load.send({ ...job, isVaried: true, requests });
      await load.send({ ...job, requests: CLIENTS });
      const asked = await load.send({ ...job, requests });
      rows.push({
        operation: operation.name,
        p50: median(computed.latencies),
        p99: quantile(computed.latencies, 0.99),
        asked: { p50: median(asked.latencies), p99: quantile(asked.latencies, 0.99) },
        fresh,
        hold,
        bytes: Math.round(computed.bytes / computed.latencies.length),
        refused: computed.refused + asked.refused,
      });
    }
    return rows;
  });
}

/**
 * One request after another, each about another day. The server is in this process, so that its
 * event loop is the one at hand. Medians, since the machine may hold a process up as well.
 */
async function timeFresh(operation: SavedOperation, url: string, load: LoadProcess) {
  const loop = monitorEventLoopDelay({ resolution: LOOK_MS });
  const times: number[] = [];
  const holds: number[] = [];
  // The documents of the first one are parsed, validated and compiled with it.
  for (let back = FRESH + 1; back >= 1; back--) {
    const asOf = formatDay(addTradingDays(AS_OF, -back));
    const bodies = [bodyOf(operation, isDated(operation) ? { asOf, n: 0 } : { n: 0 })];
    loop.enable();
    const { latencies } = await load.send({
      url,
      bodies,
      clients: 1,
      requests: 1,
      isVaried: true,
    });
    loop.disable();
    if (back <= FRESH) {
      times.push(...latencies);
      holds.push(Math.max(0, loop.max / 1e6 - LOOK_MS));
    }
    loop.reset();
  }
  return { fresh: median(times), hold: median(holds) };
}

function bodyOf({ text }: SavedOperation, variables: Record<string, unknown>): string {
  return JSON.stringify({ query: text, variables });
}

function isDated({ document }: SavedOperation): boolean {
  const { variableDefinitions } = getOperationAST(document) as OperationDefinitionNode;
  return variableDefinitions?.some(({ variable }) => variable.name.value === 'asOf') ?? false;
}
