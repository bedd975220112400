import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import { type Caller, callerOf } from '../graphql/limits.js';
import { METHODOLOGY_VERSION } from '../methodology.js';
import { loadPanelFrom } from '../panel/load.js';
import type { Panel } from '../panel/panel.js';
import type { Snapshots } from '../panel/snapshot/snapshots.js';
import { lowtideSchema } from '../schema-resolvers.js';
import type { Store } from '../store/store.js';
import { refusedSize } from './limits/answer-size.js';
import { createApollo } from './apollo.js';
import type { Logger } from './logger.js';
import {
  type ContextFactory,
  type RequestContext,
  type ServerContext,
  serverContextOf,
} from './request-context.js';
import { checkSource } from './limits/source-limits.js';

/** One operation, as the body of a POST has it. */
export interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** Who asks, an analyst if nobody is named, and headers beside those of a POST. */
export interface AskOptions {
  readonly caller?: Caller | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  /** The JSON text, byte for byte what HTTP answers. */
  readonly text: string;
  readonly result: FormattedExecutionResult;
}

/**
 * Answers one operation without a network, by the way a POST of `application/json` takes through
 * the same server. Apollo must have started.
 */
export async function executeOperation<C extends RequestContext>(
  apollo: ApolloServer<C>,
  operation: Operation,
  panel: Panel | null,
  contextOf: ContextFactory<C>,
  { caller = callerOf('ANALYST'), headers: own = {} }: AskOptions = {},
): Promise<Answer> {
  const headers = new HeaderMap([
    ['accept', 'application/json'],
    ['content-type', 'application/json'],
    ...Object.entries(own),
  ]);
  // As JSON would bring it: without what is undefined.
  const sent = JSON.parse(JSON.stringify(operation));
  const { body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, search: '', body: sent },
    context: async () => {
      checkSource(operation.query, caller.limits);
      return contextOf({ panel, requestId: 'command-line', isStale: false, caller });
    },
  });
  if (body.kind !== 'complete') throw new Error('an operation was answered in parts');
  const refused = refusedSize(Buffer.byteLength(body.string), caller.limits);
  if (refused !== null) return { text: `${JSON.stringify(refused)}\n`, result: refused };
  return { text: body.string, result: JSON.parse(body.string) };
}

export interface Executor {
  execute(operation: Operation): Promise<Answer>;
}

export interface ExecutorSettings {
  /** Who asks; an analyst if nobody is named. */
  readonly caller?: Caller;
  /** Answers by graphql-js alone, without compiled documents. */
  readonly isPlain?: boolean;
  /** Where built panels are kept; nowhere if left out. */
  readonly snapshots?: Snapshots | null;
}

/** Answers operations from the newest data of a migrated store. Closing it is left to its owner. */
export async function createExecutor(
  store: Store,
  logger: Logger,
  { caller, isPlain = false, snapshots = null }: ExecutorSettings = {},
): Promise<Executor> {
  const loaded = await loadPanelFrom(store, snapshots, isPlain);
  const panel = loaded?.panel ?? null;
  const settings = { methodologyVersion: METHODOLOGY_VERSION, logger, isPlain };
  const apollo = createApollo<ServerContext>(lowtideSchema(), settings);
  await apollo.start();
  const contextOf = serverContextOf(store);
  return {
    execute: (operation) => executeOperation(apollo, operation, panel, contextOf, { caller }),
  };
}
