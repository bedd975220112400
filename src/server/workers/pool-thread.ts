import { setImmediate } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { type Shortcuts, shortcutsOf } from '../../panel/derived/shortcuts.js';
import type { Panel } from '../../panel/panel.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';
import type { FromThread, Job, ThreadUp, ToThread } from './messages.js';
import { headOf, slicesOf } from './panel-copy.js';
import { threadTime } from './thread-time.js';

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
  /** What the kernel calls it, once it has read the program. */
  #thread: number | null = null;
  readonly #up: Promise<void>;
  /** When the job under way began, by the clock of the thread; null before. */
  #begunAt: number | null = null;
  readonly #worker: Worker;
  #panel: Panel | null = null;
  #shortcuts: Shortcuts | null = null;
  /** Why it ended, which may be at any time: while it is given a panel as well. */
  #end: Error | null = null;
  #reject: (error: Error) => void = () => {};

  constructor(address: StoreAddress) {
    const entry = new URL('./thread.js', import.meta.url);
    this.#worker = new Worker(entry, { workerData: { address }, resourceLimits: limits() });
    this.#up = new Promise((resolve) => {
      this.#worker.once('message', ({ thread }: ThreadUp) => {
        this.#thread = thread;
        resolve();
      });
    });
    this.#worker.on('error', (error) => this.#endWith(error));
    this.#worker.on('exit', (code) => this.#endWith(new Error(`a thread ended with ${code}`)));
    this.#worker.unref();
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  /** Whether it has read the program, so that a job begins at once. */
  get isUp(): boolean {
    return this.#thread !== null && this.#end === null;
  }

  /**
   * Milliseconds of work on the job under way: of the processor where the system tells, else of the
   * clock. 0 while the thread still reads the program or is given a panel.
   */
  worked(): number {
    return this.#begunAt === null ? 0 : this.#now() - this.#begunAt;
  }

  /** Whether it was given a panel, or is just given it. */
  holds(panel: Panel): boolean {
    return this.#panel === panel;
  }

  async run(panel: Panel, job: Job): Promise<FromThread> {
    this.isBusy = true;
    this.#begunAt = null;
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
    await this.#up;
    if (this.#panel !== panel) await this.#give(panel);
    this.#giveShortcuts(panel);
    const answer = new Promise<FromThread>((resolve) => this.#worker.once('message', resolve));
    this.#begunAt = this.#now();
    this.#post({ kind: 'JOB', job });
    return answer;
  }

  #now(): number {
    return threadTime(this.#thread ?? 0) ?? performance.now();
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
