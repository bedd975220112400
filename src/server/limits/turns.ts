import { HTTP_LIMITS } from './limits.js';

/**
 * Spreads requests that come in at once over turns of the event loop. Whatever a turn finds on its
 * connections is read and worked on before it ends, and new connections, health checks and answers
 * of threads would wait for all of it. Once a turn has taken some milliseconds, the requests after
 * it begin one by one, in order, with a turn between two of them.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #begunAt: number | null = null;

  constructor(
    private readonly turnMs: number = HTTP_LIMITS.turnMs,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Null for a request that may begin; else it may when the promise resolves. */
  take(): Promise<void> | null {
    if (this.#waiting.length === 0 && this.#hasTime()) return null;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(() => this.#next());
    });
  }

  #hasTime(): boolean {
    if (this.#begunAt !== null) return this.now() - this.#begunAt < this.turnMs;
    this.#begunAt = this.now();
    setImmediate(() => {
      this.#begunAt = null;
    });
    return true;
  }

  #next(): void {
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) setImmediate(() => this.#next());
  }
}
