import type { GraphQLSchema } from 'graphql';
import { lowtideSchema } from '../../../src/schema-resolvers.js';
import { formatDay } from '../../../src/time/day.js';
import { DifferentResults } from '../compare.js';
import type { Engine } from '../engines/engine.js';
import { queryDays } from '../queries/days.js';
import { median, quantile } from '../timing.js';
import { LoadProcess } from './load.js';
import { type Served, servePanel } from './panel-server.js';
import { PEER_REQUESTS, peerSchema } from './peer-schema.js';

/** Milliseconds of whole requests, one after another, by whose resolver answers. */
export interface RequestTimes {
  readonly request: string;
  readonly panel: number;
  readonly duckdb: number;
}

/** What a server does with a number of clients that each wait for their answer. */
export interface ClientTimes {
  readonly clients: number;
  /** Requests a second, and the milliseconds of one, when each asks another question. */
  readonly computed: Throughput;
  /** The same when all ask the same question. */
  readonly repeated: Throughput;
}

export interface Throughput {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Share of the requests that were turned away by 503, which the rest does not count. */
  readonly refused: number;
}

export interface HttpSettings {
  readonly rounds: number;
  readonly requests: number;
}

/** Requests to each server before the first measured ones: programs of V8 come late. */
const WARM_UP = 100;

/** The same requests to the same server over the panel and over DuckDB, answers compared first. */
export async function timeRequests(
  served: Served,
  engine: Engine,
  { rounds }: HttpSettings,
): Promise<RequestTimes[]> {
  const { panel } = served;
  const days = queryDays(panel);
  const schemas = [lowtideSchema(), peerSchema(panel, days, engine)];
  return withServers(served, schemas, async (urls, load) => {
    const rows: RequestTimes[] = [];
    await warmUp(urls, load, formatDay(days.lastOn));
    for (const [request, query] of Object.entries(PEER_REQUESTS)) {
      const body = JSON.stringify({ query, variables: { asOf: formatDay(days.lastOn), n: 0 } });
      const answers = await Promise.all(urls.map((url) => ask(url, body)));
      compareAnswers(request, answers[0], answers[1]);
      const times: number[][] = [[], []];
      for (let round = 0; round < rounds; round++) {
        for (const [k, url] of urls.entries()) {
          const job = { url, bodies: [body], clients: 1, isVaried: true };
          const { latencies } = await load.send({ ...job, requests: 5 });
          times[k]!.push(median(latencies));
        }
      }
      rows.push({ request, panel: median(times[0]!), duckdb: median(times[1]!) });
    }
    return rows;
  });
}

/** Makes both servers warm by the cheapest question for either, and each by its own. */
async function warmUp(urls: string[], load: LoadProcess, asOf: string): Promise<void> {
  for (const url of urls) {
    for (const query of Object.values(PEER_REQUESTS)) {
      const requests = query === PEER_REQUESTS.breadth ? WARM_UP : WARM_UP / 10;
      const bodies = [JSON.stringify({ query, variables: { asOf, n: 0 } })];
      await load.send({ url, bodies, clients: 1, isVaried: true, requests });
    }
  }
}

/** Breadth of an index for several numbers of clients. */
export async function timeClients(
  served: Served,
  requests: number,
  counts: readonly number[],
): Promise<ClientTimes[]> {
  const asOf = formatDay(served.panel.axis.lastOn);
  const body = JSON.stringify({ query: PEER_REQUESTS.breadth, variables: { asOf, n: 0 } });
  return withServers(served, [lowtideSchema()], async ([url], load) => {
    const measure = async (clients: number, isVaried: boolean): Promise<Throughput> => {
      const job = { url: url!, bodies: [body], clients, isVaried };
      await load.send({ ...job, requests: clients + 20 });
      const count = Math.max(requests, clients * 4);
      const { latencies, seconds, refused } = await load.send({ ...job, requests: count });
      return {
        perSecond: latencies.length / seconds,
        p50: median(latencies),
        p99: quantile(latencies, 0.99),
        refused: refused / (refused + latencies.length),
      };
    };
    const rows: ClientTimes[] = [];
    for (const clients of counts) {
      const computed = await measure(clients, true);
      rows.push({ clients, computed, repeated: await measure(clients, false) });
    }
    return rows;
  });
}

/** Servers of some schemas, the first with threads, and a client process, while work lasts. */
export async function withServers<T>(
  served: Served,
  schemas: readonly GraphQLSchema[],
  work: (urls: string[], load: LoadProcess) => Promise<T>,
): Promise<T> {
  const load = new LoadProcess();
  const servers = [];
  try {
    for (const schema of schemas)
      servers.push(await servePanel(served, schema, schema === schemas[0]));
    return await work(
      servers.map(({ url }) => `${url}/graphql`),
      load,
    );
  } finally {
    load.stop();
    for (const server of servers) await server.close();
  }
}

async function ask(url: string, body: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await (await fetch(url, { method: 'POST', headers, body })).json();
  const { data, errors } = answer as { data?: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(`${url} answered ${JSON.stringify(errors)}`);
  return data;
}

/** Amounts are rounded to cents and shares to ten places before they are written. */
const RELATIVE = 1e-9;
const ROUNDED = 0.0101;

function compareAnswers(path: string, a: unknown, b: unknown): void {
  if (typeof a === 'number' && typeof b === 'number') {
    const near = Math.abs(a) < 1 ? RELATIVE : RELATIVE * Math.abs(a) + ROUNDED;
    if (Math.abs(a - b) <= near) return;
  } else if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    for (const key of keys) {
      const [own, other] = [a, b].map((it) => (it as Record<string, unknown>)[key]);
      compareAnswers(`${path}.${key}`, own, other);
    }
    return;
  } else if (a === b) return;
  throw new DifferentResults(`${path}: ${JSON.stringify(a)} against ${JSON.stringify(b)}`);
}
