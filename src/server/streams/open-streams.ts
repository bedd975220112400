import type { Writable } from 'node:stream';
import { HTTP_LIMITS } from '../limits/limits.js';

/** How long a stopping server waits for readers to take the end of their stream, in ms. */
const ENDING_MS = 1_000;

/** What one caller may have of the places. */
export interface Shares {
  /** Places of one key, or of one network without a key. */
  readonly each: number;
  /** Connections of one network whose caller is not known yet. */
  readonly unknown: number;
}

/** A quarter of the places each, as where strangers may come. */
export function fairShares(max: number): Shares {
  return { each: Math.ceil(max / 4), unknown: HTTP_LIMITS.unknownSockets };
}

/**
 * The streams that are open: each has one of a number of places until its connection closes, and
 * none before it is known whose it is.
 */
export class OpenStreams {
  /** What ends each of them; nothing while its operation is still being checked. */
  readonly #ends = new Map<Writable, (() => void) | null>();
  readonly #places = new Map<string, number>();
  readonly #unknown = new Map<string, number>();
  /** Connections of callers who are not known yet. */
  readonly #early = new Set<Writable>();
  #isStopped = false;
  #onEmpty: () => void = () => {};

  constructor(
    readonly max: number,
    private readonly shares: Shares = { each: max, unknown: max },
  ) {}

  get count(): number {
    return this.#ends.size;
  }

  /** Whether streams are being ended and no more are taken. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /**
   * Why there is no place for one more, in words; null when there is one. `who` is what the share
   * goes by, see `whoIs`; null for a caller without a share.
   */
  refusal(who: string | null = null): string | null {
    if (this.#isStopped) return 'The server is stopping.';
    if (this.#ends.size >= this.max) return `The limit of ${this.max} open streams is reached.`;
    if (who === null || (this.#places.get(who) ?? 0) < this.shares.each) return null;
    return `One caller has ${this.shares.each} open streams at most.`;
  }

  /** Takes a place; false when there is none. */
  take(response: Writable, who: string | null): boolean {
    // A connection that is gone already would never give its place back.
    if (this.refusal(who) !== null || response.destroyed) return false;
    this.#ends.set(response, null);
    const leave = who === null ? () => {} : count(this.#places, who);
    response.once('close', () => {
      leave();
      this.#ends.delete(response);
      if (this.#ends.size === 0) this.#onEmpty();
    });
    return true;
  }

  /**
   * Lets a connection in that is yet to say whose it is; null where its network has too many of
   * them, else what to call once it is known.
   */
  letIn(connection: Writable, network: string): (() => void) | null {
    if ((this.#unknown.get(network) ?? 0) >= this.shares.unknown) return null;
    const uncount = count(this.#unknown, network);
    const leave = () => {
      uncount();
      this.#early.delete(connection);
    };
    this.#early.add(connection);
    connection.once('close', leave);
    return leave;
  }

  /** Tells how an open stream is ended; it is ended now if all are. */
  endWith(response: Writable, end: () => void): void {
    if (this.#isStopped) end();
    else if (this.#ends.has(response)) this.#ends.set(response, end);
  }

  /** Ends every stream; connections whose readers do not take the end are cut. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const connection of this.#early) connection.destroy();
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

/** One more under a name; gives what takes it off again, once. */
function count(counts: Map<string, number>, name: string): () => void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
  let isOff = false;
  return () => {
    if (isOff) return;
    isOff = true;
    const left = (counts.get(name) ?? 1) - 1;
    if (left > 0) counts.set(name, left);
    else counts.delete(name);
  };
}
