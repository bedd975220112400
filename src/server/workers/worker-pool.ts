import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { GraphQLError } from 'graphql';
import { shortcutsOf } from '../../panel/derived/shortcuts.js';
import type { Panel } from '../../panel/panel.js';
import type { StoreAddress } from '../../store/replicas/replicated-store.js';
import type { FromThread, Job, ToThread } from './messages.js';
import { headOf, slicesOf } from './panel-copy.js';

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
 * line, or its thread is ended.
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
   * TIMEOUT when `signal` is given first.
   */
  run(panel: Panel, job: Job, signal: AbortSignal | null = null): Promise<FromThread> {
    if (this.#isClosed) return Promise.reject(new Error('the pool is closed'));
    if (signal?.aborted) return Promise.reject(unwanted());
    return new Promise((resolve, reject) => {
      const waiting = { panel, job, signal, resolve, reject };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', () => this.#drop(waiting), { once: true });
      this.#begin();
    });
  }

  #drop(waiting: Waiting): void {
    const place = this.#waiting.indexOf(waiting);
    if (place < 0) return;
    this.#waiting.splice(place, 1);
    waiting.reject(unwanted());
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
    const end = () => void thread.stop();
    signal?.addEventListener('abort', end, { once: true });
    thread
      .run(panel, job)
      .then(resolve, (error: Error) => {
        this.#threads.delete(thread);
        reject(signal?.aborted ? unwanted() : error);
      })
      .finally(() => {
        signal?.removeEventListener('abort', end);
        this.#begin();
      });
  }

  #freeThread(): Thread | null {
    for (const thread of this.#threads) if (!thread.isBusy) return thread;
    if (this.#isClosed || this.#threads.size >= this.size) return null;
    const thread = new Thread(this.address);
    this.#threads.add(thread);
    return thread;
  }
}

function unwanted(): GraphQLError {
  return new GraphQLError('Nobody waits for this answer any more.', {
    extensions: { code: 'TIMEOUT' },
  });
}

/** One thread, with the panel that it was given last. */
class Thread {
  isBusy = false;
  readonly #worker: Worker;
  #panel: Panel | null = null;

  constructor(address: StoreAddress) {
    const entry = new URL('./thread.js', import.meta.url);
    this.#worker = new Worker(entry, { workerData: { address } });
    this.#worker.unref();
  }

  async run(panel: Panel, job: Job): Promise<FromThread> {
    this.isBusy = true;
    if (this.#panel !== panel) await this.#give(panel);
    const answer = this.#answer();
    this.#post({ kind: 'JOB', job });
    const result = await answer;
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
      this.#post({ kind: 'SLICE', slice });
    }
  }

  #answer(): Promise<FromThread> {
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const onExit = (code: number) => reject(new Error(`a worker thread ended with ${code}`));
      worker.once('error', reject);
      worker.once('exit', onExit);
      worker.once('message', (answer: FromThread) => {
        worker.off('error', reject);
        worker.off('exit', onExit);
        resolve(answer);
      });
    });
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message);
  }
}
