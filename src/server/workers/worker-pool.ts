import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { shortcutsOf } from '../../panel/derived/shortcuts.js';
import type { Panel } from '../../panel/panel.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';
import type { FromThread, Job, ToThread } from './messages.js';
import { headOf, slicesOf } from './panel-copy.js';

/**
 * How long a job whose caller has left may go on. To end a thread is dear: the next one loads the
 * program and is given the panel. Most jobs are over sooner by themselves.
 */
const PATIENCE_MS = 400;

interface Waiting {
  readonly panel: Panel;
  readonly job: Job;
  readonly signal: AbortSignal | null;
  readonly resolve: (answer: FromThread) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A few threads that execute long operations, so that short ones never wait for them. Columns in
 * shared memory are read in place. Threads start with the first jobs, and one that dies takes its
 * job with it and is replaced by the next. A job that nobody waits for any more is taken out of the
 * line; one under way is given a moment, then its thread is ended.
 */
export class WorkerPool {
  readonly #threads = new Set<Thread>();
  readonly #waiting: Waiting[] = [];
  #isClosed = false;

  constructor(
    private readonly address: StoreAddress,
    private readonly size: number,
  ) {}

  /**
   * The answer to a job over a panel; jobs are begun in order. Rejects when a thread dies, and with
   * the reason of `signal` as soon as that is given.
   */
  run(panel: Panel, job: Job, signal: AbortSignal | null = null): Promise<FromThread> {
    if (this.#isClosed) return Promise.reject(new Error('the pool is closed'));
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const waiting = { panel, job, signal, resolve, reject };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', () => this.#leave(waiting), { once: true });
      this.#begin();
    });
  }

  #leave(waiting: Waiting): void {
    const place = this.#waiting.indexOf(waiting);
    if (place >= 0) this.#waiting.splice(place, 1);
    waiting.reject(waiting.signal?.reason);
  }

  /** Ends all threads; jobs under way are rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the pool is closed'));
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  #begin(): void {
    if (this.#waiting.length === 0) return;
    const thread = this.#freeThread();
    if (thread === null) return;
    const { panel, job, signal, resolve, reject } = this.#waiting.shift() as Waiting;
    let patience: NodeJS.Timeout | undefined;
    const end = () => {
      patience = setTimeout(() => void thread.stop(), PATIENCE_MS).unref();
    };
    signal?.addEventListener('abort', end, { once: true });
    thread
      .run(panel, job)
      .then(resolve, (error: Error) => {
        this.#threads.delete(thread);
        reject(error);
      })
      .finally(() => {
        signal?.removeEventListener('abort', end);
        clearTimeout(patience);
        this.#begin();
      });
  }

  #freeThread(): Thread | null {
    for (const thread of this.#threads) if (thread.hasEnded) this.#threads.delete(thread);
    for (const thread of this.#threads) if (!thread.isBusy) return thread;
    if (this.#isClosed || this.#threads.size >= this.size) return null;
    const thread = new Thread(this.address);
    this.#threads.add(thread);
    return thread;
  }
}

/** One thread, with the panel that it was given last. */
class Thread {
  isBusy = false;
  readonly #worker: Worker;
  #panel: Panel | null = null;
  /** Why it ended, which may be at any time: while it is given a panel as well. */
  #end: Error | null = null;
  #reject: (error: Error) => void = () => {};

  constructor(address: StoreAddress) {
    const entry = new URL('./thread.js', import.meta.url);
    this.#worker = new Worker(entry, { workerData: { address } });
    this.#worker.on('error', (error) => this.#endWith(error));
    this.#worker.on('exit', (code) => this.#endWith(new Error(`a thread ended with ${code}`)));
    this.#worker.unref();
  }

  get hasEnded(): boolean {
    return this.#end !== null;
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

  /** Copies a panel piece by piece, so that others get their turn. */
  async #give(panel: Panel): Promise<void> {
    this.#panel = panel;
    this.#post({ kind: 'PANEL', head: headOf(panel, shortcutsOf(panel)) });
    for (const slice of slicesOf(panel)) {
      await setImmediate();
      if (this.#end !== null) throw this.#end;
      this.#post({ kind: 'SLICE', slice });
    }
  }

  async #work(panel: Panel, job: Job): Promise<FromThread> {
    if (this.#panel !== panel) await this.#give(panel);
    const answer = new Promise<FromThread>((resolve) => this.#worker.once('message', resolve));
    this.#post({ kind: 'JOB', job });
    return answer;
  }

  #endWith(error: Error): void {
    this.#end ??= error;
    this.#reject(this.#end);
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message);
  }
}
