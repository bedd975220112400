import type { FormattedExecutionResult } from 'graphql';
import { createExecutor } from '../../src/server/execute.js';
import { createLogger } from '../../src/server/logger.js';
import { openStore, type Store } from '../../src/store/store.js';
import { fillWithDemo } from './demo-store.js';

/** What asks the simulated market, in memory: one for all tests of a file. */
export interface Demo {
  readonly store: Store;
  ask(query: string, variables?: Record<string, unknown>): Promise<FormattedExecutionResult>;
  /** The answer as the text that HTTP would carry. */
  textOf(query: string, variables?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export async function openDemo(): Promise<Demo> {
  const store = await openStore('sqlite::memory:');
  await fillWithDemo(store);
  const executor = await createExecutor(store, createLogger('silent'));
  const execute = (query: string, variables?: Record<string, unknown>) =>
    executor.execute(variables === undefined ? { query } : { query, variables });
  return {
    store,
    ask: async (query, variables) => (await execute(query, variables)).result,
    textOf: async (query, variables) => (await execute(query, variables)).text,
    close: () => store.close(),
  };
}
