import type { DocumentNode } from 'graphql';
import { HTTP_LIMITS } from './limits.js';

/** In a row; the first time a document is compiled, and whatever it reads is cold. */
const TIMES = 2;

/** Milliseconds of the clock, and of the processor that this process had. */
const CLOCKS: readonly (() => number)[] = [
  () => performance.now(),
  () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
];

/**
 * Which documents have held the event loop too long. What an operation may cost is estimated, and
 * an estimate can be wrong: here is what it took.
 */
export class LoopHolds {
  /** How often in a row a document took too long. Apollo keeps documents while they are in use. */
  readonly #long = new WeakMap<DocumentNode, number>();
  readonly #first: readonly (() => number)[];

  constructor(
    private readonly limitMs: number = HTTP_LIMITS.holdMs,
    private readonly clocks = CLOCKS,
  ) {
    this.#first = clocks.slice(0, 1);
  }

  /** Whether a document is better executed beside the event loop. */
  isLong(document: DocumentNode): boolean {
    return (this.#long.get(document) ?? 0) >= TIMES;
  }

  /**
   * Runs a document, and notes for how long nothing else could: by the clock that went the least,
   * since a process may wait for a busy machine, and its other threads use the processor too.
   */
  time<T>(document: DocumentNode, run: () => T): T {
    const before = this.#long.get(document) ?? 0;
    // The clock of the processor takes longer to read than a short answer to compute: only a
    // document that took too long by the first clock is held against all.
    const clocks = before === 0 ? this.#first : this.clocks;
    const starts = clocks.map((now) => now());
    try {
      return run();
    } finally {
      const isLong = clocks.every((now, k) => now() - starts[k]! > this.limitMs);
      if (isLong) this.#long.set(document, before + 1);
      else if (before > 0) this.#long.delete(document);
    }
  }
}
