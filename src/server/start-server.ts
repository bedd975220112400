import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { type Caller, callerOf } from '../graphql/limits.js';
import type { PanelVersion } from '../panel/panel.js';
import { AnswerCache } from './answers/answer-cache.js';
import { cannotListen } from './address.js';
import { type ApolloSettings, createApollo } from './apollo.js';
import { Documents } from './documents/documents.js';
import type { Lifecycle } from './http/health.js';
import { createHttp, type HttpParts } from './http/http.js';
import type { Asking, Reserve } from './http/identify.js';
import type { Logger } from './logger.js';
import { OpenStreams, type Shares } from './streams/open-streams.js';
import { PanelHolder, type PanelSource } from './panel/panel-holder.js';
import type { ContextFactory, RequestContext } from './request-context.js';
import { stopServing } from './http/stop-serving.js';

export interface ServerParts<C extends RequestContext> {
  readonly schema: GraphQLSchema;
  readonly methodologyVersion: string;
  readonly source: PanelSource;
  readonly contextOf: ContextFactory<C>;
  /** Closes what the source reads from; called last. */
  readonly closeSource: () => Promise<void>;
  readonly logger: Logger;
  readonly host: string;
  readonly port: number;
  readonly pollMs: number;
  /** Tells subscriptions which version answers come from now. */
  readonly announce: (version: PanelVersion) => void;
  readonly maxSubscriptions: number;
  /** What one caller may have of them; all if it is left out. */
  readonly streamShares?: Shares;
  readonly executeElsewhere?: ApolloSettings['executeElsewhere'];
  readonly tracing?: ApolloSettings['tracing'];
  readonly stalledMs?: number;
  /** How long requests are taken after readiness has failed, in milliseconds; 0 if left out. */
  readonly stopDelayMs?: number;
  /** How long kept connections may ask once more after nobody can connect, in ms; 0 if left out. */
  readonly lingerMs?: number;
  readonly explorerRoot?: string;
  /** Who asks; anybody is anonymous if it is left out. */
  readonly identify?: (request: Asking) => Caller | Promise<Caller>;
  /** Counts what an answer may cost before it is computed; nobody counts if it is left out. */
  readonly reserve?: Reserve;
  /** Documents that requests may name; none if it is left out. */
  readonly documents?: Documents;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[];
  /** Adds to the HTTP server what belongs to no route. */
  readonly extend?: HttpParts<C>['extend'];
  /** Origins of other sites whose pages may ask. */
  readonly corsOrigins?: readonly string[];
  /** Names that the server answers to beside those of this machine. */
  readonly hosts?: readonly string[];
  /** Bytes of answers that are kept; 0 keeps none. */
  readonly cacheBytes?: number;
  /** Answers by graphql-js alone, and each one anew. */
  readonly isPlain?: boolean;
}

export interface RunningServer {
  /** Such as `http://127.0.0.1:4000`, with the port that was really taken. */
  readonly url: string;
  readonly app: FastifyInstance;
  readonly holder: PanelHolder;
  readonly streams: OpenStreams;
  /**
   * Readiness fails first, nobody can connect any more, streams are ended, requests in flight are
   * answered, the store closes last.
   */
  close(): Promise<void>;
}

/**
 * Listens, then loads the panel: until it is there, `/health/ready` says 503. Resolves when the
 * first look at the store is over. Throws OperatorError if the address is taken.
 */
export async function startServer<C extends RequestContext>(
  parts: ServerParts<C>,
): Promise<RunningServer> {
  const { logger, methodologyVersion, isPlain = false, cacheBytes = 0 } = parts;
  const holder = new PanelHolder(parts.source, parts.pollMs, logger);
  holder.onSwap(parts.announce);
  const lifecycle: Lifecycle = { isStopping: false, endsConnections: false };
  const streams = new OpenStreams(parts.maxSubscriptions, parts.streamShares);
  const settings = {
    methodologyVersion,
    logger,
    isPlain,
    executeElsewhere: parts.executeElsewhere,
    tracing: parts.tracing,
  };
  const cache = isPlain || cacheBytes === 0 ? null : new AnswerCache(cacheBytes);
  const identify = parts.identify ?? (() => callerOf('ANONYMOUS'));
  const apollo = createApollo<C>(parts.schema, settings);
  const streamApollo = createApollo<C>(parts.schema, { ...settings, transport: 'STREAM' });
  await apollo.start();
  await streamApollo.start();
  const app = await createHttp({
    ...parts,
    origins: { host: parts.host, hosts: parts.hosts ?? [], corsOrigins: parts.corsOrigins ?? [] },
    apollo,
    streamApollo,
    holder,
    lifecycle,
    streams,
    cache,
    documents: parts.documents ?? new Documents('prefer', new Map()),
    identify,
    reserve: parts.reserve ?? (async () => {}),
  });
  const stop = stopServing(app.server, lifecycle, parts);

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= (async () => {
      await stop(() => streams.stop());
      await app.close();
      await apollo.stop();
      await streamApollo.stop();
      await holder.stop();
      await parts.closeSource();
    })();
    return closed;
  };
  try {
    await listen(app, parts.host, parts.port);
    await holder.start();
  } catch (error) {
    await close();
    throw error;
  }
  return { url: urlOf(app, parts.host), app, holder, streams, close };
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` });
  } catch (error) {
    throw cannotListen(host, port, error);
  }
}

function urlOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
