import type { Panel } from '../../panel/panel.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';
import type { FromThread, Job } from './messages.js';
import { PoolThread } from './pool-thread.js';

/**
 * How much a job whose caller has left may go on to work. To end a thread is dear: the next one
 * loads the program and is given the panel. Most jobs are over sooner by themselves, and on a busy
 * machine one that advances may take longer, up to ten times as long.
 */
const PATIENCE_MS = 400;
const MAX_PATIENCE_MS = 10 * PATIENCE_MS;

/** Who waits for an answer. */
export interface Waiter {
  /** Given when nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** Is told how the work goes on once it begins; see `Deadline`. */
  countWork?(worked: () => number): void;
}

interface Waiting {
  readonly panel: Panel;
  readonly job: Job;
  readonly waiter: Waiter | null;
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

  /** Whether a thread has read the program, so that a job need not wait for that. */
  get isUp(): boolean {
    return [...this.#threads].some((thread) => thread.isUp);
  }

  /** Starts a thread if there is none, so that it reads the program meanwhile. */
  start(): void {
    if (this.#threads.size === 0) this.#freeThread();
  }

  /**
   * Starts the threads that are missing, and gives each that is free and lacks it a panel and a job
   * to do over it, one after the other. `first` resolves when one of them is done, `all` when no
   * more are to do, whatever became of them.
   */
  warm(panel: Panel, job: Job): { first: Promise<void>; all: Promise<void> } {
    this.#warmth = { panel, job };
    let isFirst = () => {};
    const first = new Promise<void>((resolve) => {
      isFirst = resolve;
    });
    this.#warming = this.#warming.then(() => this.#warmAll(isFirst)).finally(isFirst);
    return { first, all: this.#warming };
  }

  async #warmAll(isFirst: () => void): Promise<void> {
    // One that ends at once is not started again and again.
    for (let k = 0; k < this.size && !this.#isClosed && this.#warmth !== null; k++) {
      const { panel, job } = this.#warmth;
      const thread = this.#freeThread((it) => !it.holds(panel));
      if (thread === null) return;
      // Nobody waits for what it answers, and who comes next is told what is wrong with a thread.
      await thread.run(panel, job).catch(() => {});
      isFirst();
      this.#begin();
    }
  }

  /**
   * The answer to a job over a panel; jobs are begun in order. Rejects when a thread dies, and with
   * the reason of the signal of `waiter` as soon as that is given.
   */
  run(panel: Panel, job: Job, waiter: Waiter | null = null): Promise<FromThread> {
    const signal = waiter?.signal;
    if (this.#isClosed) return Promise.reject(new Error('the pool is closed'));
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const waiting = { panel, job, waiter, resolve, reject };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', () => this.#leave(waiting), { once: true });
      this.#begin();
    });
  }

  #leave(waiting: Waiting): void {
    const place = this.#waiting.indexOf(waiting);
    if (place >= 0) this.#waiting.splice(place, 1);
    waiting.reject(waiting.waiter?.signal.reason);
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
    const { panel, job, waiter, resolve, reject } = this.#waiting.shift() as Waiting;
    const signal = waiter?.signal;
    let patience: NodeJS.Timeout | undefined;
    const end = () => {
      patience = this.#endLater(thread);
    };
    signal?.addEventListener('abort', end, { once: true });
    waiter?.countWork?.(() => thread.worked());
    thread
      .run(panel, job)
      .then(resolve, (error: Error) => {
        this.#threads.delete(thread);
        reject(error);
      })
      .finally(() => {
        signal?.removeEventListener('abort', end);
        clearInterval(patience);
        this.#begin();
      });
  }

  /** Ends a thread when the job under way has worked long enough after its caller left. */
  #endLater(thread: PoolThread): NodeJS.Timeout {
    const workedBefore = thread.worked();
    const leftAt = performance.now();
    const look = setInterval(() => {
      const isOver = thread.worked() - workedBefore >= PATIENCE_MS;
      if (!isOver && performance.now() - leftAt < MAX_PATIENCE_MS) return;
      clearInterval(look);
      void this.#replace(thread);
    }, PATIENCE_MS / 4);
    return look.unref();
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
