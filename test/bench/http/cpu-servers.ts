import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import fastify from 'fastify';
import { type ExecutionArgs, execute, type GraphQLSchema } from 'graphql';
import { compileQuery } from 'graphql-jit';
import { createYoga } from 'graphql-yoga';
import mercurius from 'mercurius';
import { createLogger } from '../../../src/server/logger.js';
import { type ServerContext, serverContextOf } from '../../../src/server/request-context.js';
import { startServer } from '../../../src/server/start-server.js';
import type { Panel } from '../../../src/panel/panel.js';
import type { Store } from '../../../src/store/store.js';
import type { CpuServerName } from './cpu-names.js';
import { CACHE_BYTES } from './panel-server.js';
import { SAMPLE_DATA, SAMPLE_FIELDS, type Sample, SAMPLES, sampleSchema } from './sample-schema.js';

/** Servers that answer the samples, each by its own means; the URL that a request is posted to. */
export const CPU_SERVERS: Readonly<Record<CpuServerName, () => Promise<string>>> = {
  'http + JSON.stringify': async () => listen(createServer(answerPlainly)),
  'Apollo, stock': async () => {
    const { url } = await startStandaloneServer(new ApolloServer({ schema: sampleSchema() }), {
      listen: { port: 0, host: '127.0.0.1' },
    });
    return url;
  },
  yoga: async () => listen(createServer(createYoga({ schema: sampleSchema(), logging: false }))),
  'yoga + jit': async () => {
    const plugins = [{ onExecute: jitPlugin() }];
    return listen(createServer(createYoga({ schema: sampleSchema(), logging: false, plugins })));
  },
  mercurius: () => startMercurius(sampleSchema(), 0),
  'mercurius + jit': () => startMercurius(sampleSchema(), 1),
  Lowtide: startLowtide,
};

/** The yardstick: takes the request apart, picks the object and writes it. */
function answerPlainly(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { query } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string };
    const sample = (Object.keys(SAMPLES) as Sample[]).find((name) => SAMPLES[name] === query)!;
    const field = SAMPLE_FIELDS[sample];
    const text = JSON.stringify({ data: { [field]: SAMPLE_DATA[field] } });
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  });
}

async function startMercurius(schema: GraphQLSchema, jit: number): Promise<string> {
  const app = fastify();
  await app.register(mercurius, { schema, jit });
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
}

/** Our server as it ships: its HTTP, limits, plugins and executor over the sample schema. */
async function startLowtide(): Promise<string> {
  const panel = { version: { number: 7, hash: 'sample' } } as Panel;
  const server = await startServer<ServerContext>({
    schema: sampleSchema(),
    methodologyVersion: '2.0.0',
    source: { currentNumber: async () => 7, load: async () => panel },
    contextOf: serverContextOf({ within: () => ({}) } as unknown as Store),
    closeSource: async () => {},
    announce: () => {},
    logger: createLogger('error'),
    host: '127.0.0.1',
    port: 0,
    pollMs: 3_600_000,
    maxSubscriptions: 1,
    cacheBytes: CACHE_BYTES,
  });
  return `${server.url}/graphql`;
}

/** Executes by graphql-jit, one program a document. */
function jitPlugin() {
  const programs = new WeakMap<object, ReturnType<typeof compileQuery>>();
  return ({ setExecuteFn }: { setExecuteFn(run: unknown): void }) => {
    setExecuteFn((args: ExecutionArgs) => {
      const { schema, document, operationName } = args;
      const known = programs.get(document) ?? compileQuery(schema, document, operationName ?? '');
      programs.set(document, known);
      if (!('query' in known)) return execute(args);
      return known.query(args.rootValue, args.contextValue, args.variableValues ?? {});
    });
  };
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
