import type { Writable } from 'node:stream';

/** How long a stopping server waits for readers to take the end of their stream, in ms. */
const ENDING_MS = 1_000;

/** The streams that are open: each has one of a number of places until its connection closes. */
export class OpenStreams {
  /** What ends each of them; nothing while its operation is still being checked. */
  readonly #ends = new Map<Writable, (() => void) | null>();
  #isStopped = false;
  #onEmpty: () => void = () => {};

  constructor(readonly max: number) {}

  get count(): number {
    return this.#ends.size;
  }

  /** Whether streams are being ended and no more are taken. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Takes a place; false when there is none. */
  take(response: Writable): boolean {
    // A connection that is gone already would never give its place back.
    if (this.#isStopped || this.#ends.size >= this.max || response.destroyed) return false;
    this.#ends.set(response, null);
    response.once('close', () => {
      this.#ends.delete(response);
      if (this.#ends.size === 0) this.#onEmpty();
    });
    return true;
  }

  /** Tells how an open stream is ended; it is ended now if all are. */
  endWith(response: Writable, end: () => void): void {
    if (this.#isStopped) end();
    else if (this.#ends.has(response)) this.#ends.set(response, end);
  }

  /** Ends every stream; connections whose readers do not take the end are cut. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const end of this.#ends.values()) end?.();
    if (this.#ends.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ENDING_MS);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    for (const response of this.#ends.keys()) response.destroy();
  }
}
