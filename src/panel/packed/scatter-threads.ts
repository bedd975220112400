import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { LEFT, type ScatterJob, scatterAgain, scatterBlocks, TAKEN } from './scatter.js';

const MOST = 4;

/**
 * Threads that help to put bars in place, one less than there are processors. They start while the
 * store is read. What they do not take, the calling thread does, so that nothing depends on them.
 */
export class ScatterThreads {
  private readonly workers: Worker[] = [];

  constructor(count = Math.min(availableParallelism(), MOST) - 1) {
    for (let k = 0; k < count; k++) {
      const worker = new Worker(new URL('./scatter-thread.js', import.meta.url));
      // One that cannot start is not missed.
      worker.on('error', () => {});
      worker.unref();
      this.workers.push(worker);
    }
  }

  /** Puts all bars of a job in place before it returns. */
  readonly scatter = (job: ScatterJob): void => {
    for (const worker of this.workers) worker.postMessage(job);
    scatterBlocks(job);
    const { blocks } = job;
    for (let b = 0; b < blocks.length; b++) {
      // Without a limit: a block that is done twice at a time could be left half overwritten.
      Atomics.wait(blocks, b, TAKEN);
      if (Atomics.load(blocks, b) === LEFT) scatterAgain(job, b);
    }
  };

  close(): void {
    for (const worker of this.workers) void worker.terminate();
  }
}
