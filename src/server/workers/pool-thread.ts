import { setImmediate } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { type Shortcuts, shortcutsOf } from '../../panel/derived/shortcuts.js';
import type { Panel } from '../../panel/panel.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';
import type { FromThread, Job, ToThread } from './messages.js';
import { headOf, slicesOf } from './panel-copy.js';

/**
 * Megabytes of young objects: three times as much as may come between two short collections. By
 * default it is 48, of which each thread would hold 32 for ever after its first long question.
 */
const YOUNG_MB = 12;
/**
 * Megabytes of old objects, or what the process may have if that is less. The columns lie outside.
 * Below a bound the engine collects before garbage has grown to a multiple of what is in use.
 */
const OLD_MB = 512;

/** One thread, with the panel that it was given last. */
export class PoolThread {
  isBusy = false;
  readonly #worker: Worker;
  #panel: Panel | null = null;
  #shortcuts: Shortcuts | null = null;
  /** Why it ended, which may be at any time: while it is given a panel as well. */
  #end: Error | null = null;
  #reject: (error: Error) => void = () => {};

  constructor(address: StoreAddress) {
    const entry = new URL('./thread.js', import.meta.url);
    this.#worker = new Worker(entry, { workerData: { address }, resourceLimits: limits() });
    this.#worker.on('error', (error) => this.#endWith(error));
    this.#worker.on('exit', (code) => this.#endWith(new Error(`a thread ended with ${code}`)));
    this.#worker.unref();
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  /** Whether it was given a panel, or is just given it. */
  holds(panel: Panel): boolean {
    return this.#panel === panel;
  }

  async run(panel: Panel, job: Job): Promise<FromThread> {
    this.isBusy = true;
    const result = await new Promise<FromThread>((resolve, reject) => {
      this.#reject = reject;
      if (this.#end !== null) reject(this.#end);
      this.#work(panel, job).then(resolve, reject);
    });
    this.isBusy = false;
    return result;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  async #work(panel: Panel, job: Job): Promise<FromThread> {
    if (this.#panel !== panel) await this.#give(panel);
    this.#giveShortcuts(panel);
    const answer = new Promise<FromThread>((resolve) => this.#worker.once('message', resolve));
    this.#post({ kind: 'JOB', job });
    return answer;
  }

  /** Copies a panel piece by piece, so that others get their turn. */
  async #give(panel: Panel): Promise<void> {
    this.#panel = panel;
    this.#shortcuts = null;
    this.#post({ kind: 'PANEL', head: headOf(panel) });
    for (const slice of slicesOf(panel)) {
      await setImmediate();
      if (this.#end !== null) throw this.#end;
      this.#post({ kind: 'SLICE', slice });
    }
  }

  /** They may be made later than the panel. */
  #giveShortcuts(panel: Panel): void {
    const shortcuts = shortcutsOf(panel);
    if (shortcuts === null || shortcuts === this.#shortcuts) return;
    this.#shortcuts = shortcuts;
    this.#post({ kind: 'SHORTCUTS', shortcuts });
  }

  #endWith(error: Error): void {
    this.#end ??= error;
    this.#reject(this.#end);
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message);
  }
}

function limits() {
  const ownMb = Math.floor(getHeapStatistics().heap_size_limit / (1024 * 1024));
  return { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: Math.min(OLD_MB, ownMb) };
}
