import type { Shortcuts } from '../../panel/derived/shortcuts.js';
import type { Caller } from '../../graphql/limits.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';
import type { ErrorCopy } from './error-copy.js';
import type { PanelHead, SecuritySlice } from './panel-copy.js';

/** What a thread is started with. */
export interface ThreadData {
  readonly address: StoreAddress;
}

/** One validated operation. */
export interface Job {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  readonly isStale: boolean;
  readonly caller: Caller;
}

/**
 * To a thread: a panel comes in parts, then its shortcuts if there are any, and the jobs after it
 * are over that panel.
 */
export type ToThread =
  | { readonly kind: 'PANEL'; readonly head: PanelHead }
  | { readonly kind: 'SLICE'; readonly slice: SecuritySlice }
  | { readonly kind: 'SHORTCUTS'; readonly shortcuts: Shortcuts }
  | { readonly kind: 'JOB'; readonly job: Job };

/** From a thread, first of all: that it has read the program, and what the kernel calls it. */
export interface ThreadUp {
  readonly thread: number;
}

/** From a thread, for each job: the answer, `data` as JSON text; null without any. */
export interface FromThread {
  readonly data: string | null;
  /** How many values the data hold. */
  readonly values: number;
  readonly errors: readonly ErrorCopy[];
}
