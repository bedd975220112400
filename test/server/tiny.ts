import { EventEmitter } from 'node:events';
import {
  GraphQLBoolean,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { RequestError } from '../../src/errors.js';
import { createPublications } from '../../src/graphql/publications.js';
import type { Panel, PanelVersion } from '../../src/panel/panel.js';
import { createLogger } from '../../src/server/logger.js';
import type { PanelSource } from '../../src/server/panel/panel-holder.js';
import { type ServerContext, serverContextOf } from '../../src/server/request-context.js';
import {
  type RunningServer,
  type ServerParts,
  startServer,
} from '../../src/server/start-server.js';
import type { Store } from '../../src/store/store.js';

/** A panel of which only the version is used: what the shell does with panels needs no more. */
export function panelOf(number: number, isSimulated = false): Panel {
  const version: PanelVersion = {
    number,
    hash: `hash-${number}`,
    publishedAt: 1_694_000_000_000,
    isSimulated,
  };
  return { version } as Panel;
}

/** A source whose newest panel the test sets. Setting `failure` takes the store away. */
export class TinySource implements PanelSource {
  failure: Error | null = null;
  loads = 0;

  constructor(public panel: Panel | null) {}

  async currentNumber(): Promise<number | null> {
    if (this.failure !== null) throw this.failure;
    return this.panel?.version.number ?? null;
  }

  async load(): Promise<Panel | null> {
    this.loads++;
    return this.panel;
  }
}

const dataVersion = new GraphQLObjectType({
  name: 'DataVersion',
  fields: {
    number: { type: new GraphQLNonNull(GraphQLInt) },
    isSimulated: { type: new GraphQLNonNull(GraphQLBoolean) },
  },
});

const node: GraphQLObjectType = new GraphQLObjectType({
  name: 'Node',
  fields: () => ({
    name: { type: GraphQLString, resolve: () => 'node' },
    child: { type: node, resolve: () => ({}) },
    rows: { type: rowsOfNode(), resolve: () => [{}, {}] },
  }),
});

function rowsOfNode() {
  return new GraphQLList(node);
}

type Resolve = (args: Record<string, unknown>, context: ServerContext) => unknown;

function field(type: GraphQLOutputType, resolve: Resolve) {
  return {
    type,
    resolve: (_: unknown, args: Record<string, unknown>, c: ServerContext) => resolve(args, c),
  };
}

/** The message of a fault that nobody outside may read. */
export const SECRET = 'SELECT password FROM accounts at /srv/app/db.js';

/** Every tiny server of a process announces here. */
/** Tells of each `slowVersion` that is under way, for tests that stop the server meanwhile. */
export const SLOW_REQUESTS = new EventEmitter();

export const TINY_PUBLICATIONS = createPublications();

function announced(type: GraphQLOutputType, resolve: (version: PanelVersion) => unknown) {
  const subscribe = () => TINY_PUBLICATIONS.subscribe('dataVersionPublished');
  return { type, resolve, subscribe };
}

/** A schema with one field for each way a field can end. */
export const TINY_SCHEMA = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      hello: field(GraphQLString, () => 'world'),
      node: field(node, () => ({})),
      rows: field(rowsOfNode(), () => [{}, {}]),
      echo: {
        ...field(GraphQLString, ({ text, times }) => String(text).repeat(Number(times))),
        args: {
          text: { type: new GraphQLNonNull(GraphQLString) },
          times: { type: GraphQLInt, defaultValue: 1 },
        },
      },
      fault: field(GraphQLString, () => {
        throw new Error(SECRET);
      }),
      unknownSymbol: field(new GraphQLNonNull(GraphQLString), () => {
        throw new RequestError('UNKNOWN_SYMBOL', 'There is no symbol "AAPPL".', ['AAPL']);
      }),
      loadedVersion: field(GraphQLInt, (_, { panel }) => panel.version.number),
      slowVersion: {
        ...field(GraphQLInt, async ({ ms }, { panel }) => {
          SLOW_REQUESTS.emit('begun');
          await new Promise((resolve) => setTimeout(resolve, Number(ms)));
          return panel.version.number;
        }),
        args: { ms: { type: GraphQLInt, defaultValue: 300 } },
      },
      service: {
        type: new GraphQLObjectType({
          name: 'Service',
          fields: {
            version: { type: GraphQLString, resolve: () => '0.0.0' },
            pricedThroughOn: { type: GraphQLString, resolve: () => '2023-09-08' },
            dataVersion: {
              type: dataVersion,
              resolve: (_: unknown, __: unknown, c: ServerContext) => c.panelOrNull?.version,
            },
          },
        }),
        resolve: () => ({}),
      },
    },
  }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      dataVersionPublished: announced(new GraphQLNonNull(dataVersion), (version) => version),
      longText: announced(GraphQLString, () => 'x'.repeat(16 * 1024 * 1024)),
      fault: announced(GraphQLString, () => {
        throw new Error(SECRET);
      }),
      node: announced(node, () => ({})),
      closed: {
        type: GraphQLString,
        subscribe: () => {
          throw new Error(SECRET);
        },
      },
    },
  }),
});

/** The tiny schema does not read the store. */
const NO_STORE = { within: () => NO_STORE } as unknown as Store;

export const tinyContext = serverContextOf(NO_STORE);

/** A real server on a free port over the tiny schema. */
export function startTiny(
  source: PanelSource,
  parts: Partial<ServerParts<ServerContext>> = {},
): Promise<RunningServer> {
  return startServer<ServerContext>({
    schema: TINY_SCHEMA,
    methodologyVersion: 'm1',
    source,
    contextOf: tinyContext,
    closeSource: async () => {},
    logger: createLogger('silent'),
    host: '127.0.0.1',
    port: 0,
    pollMs: 10,
    announce: (version) => TINY_PUBLICATIONS.publish('dataVersionPublished', version),
    maxSubscriptions: 100,
    ...parts,
  });
}

interface AskOptions {
  readonly variables?: object;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** Posts an operation as a browser would; the answer and its status. */
export async function ask(
  url: string,
  query: string,
  { variables, headers, signal }: AskOptions = {},
) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  });
  const text = await response.text();
  return { status: response.status, response, text, json: JSON.parse(text) };
}
