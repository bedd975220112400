import type { Panel } from '../../panel/panel.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';
import type { FromThread, Job } from './messages.js';
import { PoolThread } from './pool-thread.js';

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
 * shared memory are read in place. Threads start when they are warmed, or with the first jobs. One
 * that dies takes its job with it and is replaced by the next. A job that nobody waits for any more
 * is taken out of the line; one under way is given a moment, then its thread is ended.
 */
export class WorkerPool {
  readonly #threads = new Set<PoolThread>();
  readonly #waiting: Waiting[] = [];
  #isClosed = false;
  #warmth: { readonly panel: Panel; readonly job: Job } | null = null;
  #warming: Promise<void> = Promise.resolve();

  constructor(
    private readonly address: StoreAddress,
    private readonly size: number,
  ) {}

  /**
   * Starts the threads that are missing, and gives each that is free and lacks it a panel and a job
   * to do over it, one after the other. Resolves when that is done, whatever became of it.
   */
  warm(panel: Panel, job: Job): Promise<void> {
    this.#warmth = { panel, job };
    this.#warming = this.#warming.then(() => this.#warmAll());
    return this.#warming;
  }

  async #warmAll(): Promise<void> {
    // One that ends at once is not started again and again.
    for (let k = 0; k < this.size && !this.#isClosed && this.#warmth !== null; k++) {
      const { panel, job } = this.#warmth;
      const thread = this.#freeThread((it) => !it.holds(panel));
      if (thread === null) return;
      // Nobody waits for what it answers, and who comes next is told what is wrong with a thread.
      await thread.run(panel, job).catch(() => {});
      this.#begin();
    }
  }

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
      patience = setTimeout(() => void this.#replace(thread), PATIENCE_MS).unref();
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

  /**
   * Another one loads the program, so that the next job need not wait for that. It is given nothing
   * to do: those who leave must not leave work behind.
   */
  async #replace(thread: PoolThread): Promise<void> {
    await thread.stop();
    if (this.#warmth !== null) this.#freeThread(() => false);
  }

  #freeThread(isWanted: (thread: PoolThread) => boolean = () => true): PoolThread | null {
    for (const thread of this.#threads) if (thread.hasEnded) this.#threads.delete(thread);
    for (const thread of this.#threads) if (!thread.isBusy && isWanted(thread)) return thread;
    if (this.#isClosed || this.#threads.size >= this.size) return null;
    const thread = new PoolThread(this.address);
    this.#threads.add(thread);
    return thread;
  }
}
