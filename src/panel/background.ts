import { Worker } from 'node:worker_threads';
import { OperatorError } from '../errors.js';
import type { StoreAddress } from '../store/replicas/replicated-store.js';
import type { Panel } from './panel.js';
import type { PanelOrigin } from './panel-origin.js';
import type { Section } from './snapshot/pack.js';
import { unpackPanel } from './snapshot/unpack-panel.js';

/** What a thread needs to load a panel by itself. */
export interface BackgroundRequest {
  readonly address: StoreAddress;
  /** The data version that the panel must have at least. */
  readonly atLeast: number;
  /** As LOWTIDE_SNAPSHOT_DIR has it. */
  readonly snapshotDir: string;
  /** Whether nobody can be answered before, so that the thread takes what it can get. */
  readonly isAwaited: boolean;
  /**
   * Whether the newest snapshot will do without a question to the store, whatever its version:
   * whoever takes the panel compares.
   */
  readonly isGuess: boolean;
}

/** What the thread answers with. */
export type BackgroundAnswer =
  | {
      readonly kind: 'PANEL';
      readonly sections: readonly Section[];
      readonly origin: PanelOrigin;
    }
  | { readonly kind: 'NONE' }
  | { readonly kind: 'LINE'; readonly message: string }
  | { readonly kind: 'FAILED'; readonly message: string; readonly isOperators: boolean };

/** A panel from a thread. */
export interface BackgroundPanel {
  readonly panel: Panel;
  readonly origin: PanelOrigin;
}

export interface BackgroundLoad {
  readonly panel: Promise<BackgroundPanel | null>;
  /** Resolves when the thread is gone, its snapshot written. */
  readonly ended: Promise<void>;
  /** Whether the process stays for the thread; it does at first. */
  hold(isHeld: boolean): void;
}

/** Room for what lives as long as one security is built, so that little of it is copied. */
const YOUNG_MB = 192;

/**
 * Loads the panel of the newest data version in a thread of its own, so that requests are answered
 * meanwhile. Its columns are shared memory, and what else it holds is put together in slices. The
 * thread goes on until the snapshot is written. `tell` takes single lines for the log.
 */
export function loadInBackground(
  request: BackgroundRequest,
  tell: (message: string) => void,
): BackgroundLoad {
  const worker = new Worker(new URL('./load-worker.js', import.meta.url), {
    workerData: request,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const panel = new Promise<BackgroundPanel | null>((resolve, reject) => {
    let hasAnswered = false;
    worker.on('message', (answer: BackgroundAnswer) => {
      hasAnswered ||= answer.kind !== 'LINE';
      if (answer.kind === 'LINE') tell(answer.message);
      else if (answer.kind === 'NONE') resolve(null);
      else if (answer.kind === 'FAILED') reject(failure(answer));
      else unpacked(answer).then(resolve, reject);
    });
    worker.once('error', reject);
    void ended.then(() => {
      if (!hasAnswered) reject(new Error('the thread ended without a panel'));
    });
  });
  const hold = (isHeld: boolean) => (isHeld ? worker.ref() : worker.unref());
  return { panel, ended, hold };
}

async function unpacked({ sections, origin }: BackgroundAnswer & { kind: 'PANEL' }) {
  return { panel: await unpackPanel(sections), origin };
}

function failure({ message, isOperators }: BackgroundAnswer & { kind: 'FAILED' }): Error {
  return isOperators ? new OperatorError(message) : new Error(message);
}
