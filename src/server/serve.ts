import { fileURLToPath } from 'node:url';
import type { GraphQLSchema } from 'graphql';
import { type Access, openAccess } from '../access/open-access.js';
import type { Config } from '../config.js';
import { createPublications } from '../graphql/publications.js';
import { METHODOLOGY_VERSION } from '../methodology.js';
import { lowtideSchema } from '../schema-resolvers.js';
import { operationNames } from '../observe/operation-label.js';
import { startTracing } from '../observe/tracing.js';
import { makeReady } from '../store/ready.js';
import { readAccessKeys } from '../store/access-keys.js';
import { openReading, type StoreAddress } from '../store/replicas/replicated-store.js';
import type { Store } from '../store/store.js';
import { tracedStore } from '../store/traced-store.js';
import { Documents } from './documents/documents.js';
import { readManifest } from './documents/manifest.js';
import { keepHeapsSmall } from './heap-growth.js';
import type { EarlyPanel } from './panel/early-panel.js';
import { createLogger, type Logger } from './logger.js';
import { StorePanels } from './panel/panel-source.js';
import { observe } from './observe-store.js';
import { identifyBy, registerCharges, reserveBy } from './http/identify.js';
import { type ServerContext, serverContextOf } from './request-context.js';
import { fairShares } from './streams/open-streams.js';
import { closeOnSignal } from './shutdown.js';
import { type RunningServer, startServer } from './start-server.js';
import { registerTracing } from './trace.js';
import { LongWork } from './workers/long-work.js';

/**
 * Starts the server over the store of `config` and stops it on SIGTERM and SIGINT. `early` is the
 * first panel where somebody began to load it before the program was read. Resolves when
 * the panel is loaded, or when it is clear that there is no data yet. Throws OperatorError for a
 * store that cannot be read and for an address that is taken.
 */
export async function serve(
  config: Config,
  early: EarlyPanel | null = null,
): Promise<RunningServer> {
  const logger = createLogger(config.logLevel);
  const publications = createPublications();
  const schema = lowtideSchema(publications);
  const documents = documentsOf(config, schema);
  const opened = await openStoreOf(config, logger);
  await prepare(opened, logger);
  const tracing = config.otlpUrl === null ? null : await startTracing(config.otlpUrl);
  const store = tracing === null ? opened : tracedStore(opened, tracing.span);
  const access = await accessOf(config, store, logger);
  const { isPlain } = config;
  const longWork = isPlain ? null : new LongWork(addressOf(config));
  longWork?.start();
  const panels = new StorePanels(config, store, logger, early, async (panel) => {
    await longWork?.warm(panel);
  });
  const starting = startServer<ServerContext>({
    schema,
    announce: (version) => publications.publish('dataVersionPublished', version),
    methodologyVersion: METHODOLOGY_VERSION,
    source: panels,
    contextOf: serverContextOf(store),
    isPlain,
    tracing,
    executeElsewhere: (...asked) => longWork?.execute(...asked) ?? null,
    closeSource: async () => {
      access.close();
      await longWork?.close();
      await panels.settle();
      await store.close();
      await tracing?.close();
    },
    logger,
    host: config.host,
    port: config.port,
    pollMs: config.pollMs,
    stopDelayMs: config.stopDelayMs,
    lingerMs: LINGER_MS,
    maxSubscriptions: config.maxSubscriptions,
    ...(access.isExposed && { streamShares: fairShares(config.maxSubscriptions) }),
    cacheBytes: config.cacheMegabytes * 1024 * 1024,
    hosts: config.hosts,
    corsOrigins: config.corsOrigins,
    trustedProxies: config.access.trustedProxies,
    identify: identifyBy(access),
    reserve: reserveBy(access),
    extend: async (app, inside) => {
      registerCharges(app, access);
      if (tracing !== null) registerTracing(app, tracing);
      const names = documents.texts.flatMap(operationNames);
      observe(app, inside, { access, store, logger, slowMs: config.slowMs, names });
    },
    documents,
  });
  const close = async () => (await starting).close();
  const ignoreSignals = closeOnSignal(close, config.stopDelayMs + config.drainMs, logger);
  try {
    const server = await starting;
    keepHeapsSmall();
    return server;
  } catch (error) {
    ignoreSignals();
    throw error;
  }
}

/** Who may ask; an address at which nobody could ends the start. */
async function accessOf(config: Config, store: Store, logger: Logger): Promise<Access> {
  try {
    return await openAccess({
      settings: config.access,
      host: config.host,
      readKeys: () => readAccessKeys(store),
      refreshMs: config.pollMs,
      now: Date.now,
      logger,
    });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A client that asks all the time asks again sooner, and learns that its connection ends. */
const LINGER_MS = 250;

/** The operations that come with the program, which GraphiQL shows as well. */
const OWN_OPERATIONS = fileURLToPath(new URL('../../../schema/operations', import.meta.url));

function documentsOf({ trustMode, trustedManifests }: Config, schema: GraphQLSchema): Documents {
  if (trustMode === 'off') return new Documents('off', new Map());
  const manifest = readManifest([OWN_OPERATIONS, ...trustedManifests], schema);
  return new Documents(trustMode, manifest);
}

/** What may travel to a thread. */
function addressOf({ databaseUrl, replicaUrls, replicaMaxLagMs }: Config): StoreAddress {
  return { databaseUrl, replicaUrls, replicaMaxLagMs };
}

/** The store of the configuration; its replicas tell in the log when one goes or comes back. */
function openStoreOf(config: Config, logger: Logger): Promise<Store> {
  return openReading(config, {
    onChange: (replica) => {
      if (replica.isInUse) logger.info({ replica }, 'replica in use');
      else logger.warn({ replica }, 'replica out of use');
    },
  });
}

/** Ends the start in one line when the tables are not those of this program. */
async function prepare(store: Store, logger: Logger): Promise<void> {
  try {
    const remark = await makeReady(store, 'READ');
    if (remark !== null) logger.warn(remark);
  } catch (error) {
    await store.close();
    throw error;
  }
}
