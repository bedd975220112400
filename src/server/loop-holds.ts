import type { DocumentNode } from 'graphql';
import { HTTP_LIMITS } from './limits.js';

/** In a row; the first time a document is compiled, and whatever it reads is cold. */
const TIMES = 2;

/**
 * Which documents have held the event loop too long. What an operation may cost is estimated, and
 * an estimate can be wrong: here is what it took.
 */
export class LoopHolds {
  /** How often in a row a document took too long. Apollo keeps documents while they are in use. */
  readonly #long = new WeakMap<DocumentNode, number>();

  constructor(
    private readonly limitMs: number = HTTP_LIMITS.holdMs,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether a document is better executed beside the event loop. */
  isLong(document: DocumentNode): boolean {
    return (this.#long.get(document) ?? 0) >= TIMES;
  }

  /** Runs a document, and notes for how long nothing else could. */
  time<T>(document: DocumentNode, run: () => T): T {
    const start = this.now();
    try {
      return run();
    } finally {
      const isLong = this.now() - start > this.limitMs;
      this.#long.set(document, isLong ? (this.#long.get(document) ?? 0) + 1 : 0);
    }
  }
}
