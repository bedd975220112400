import type { Store } from '../store.js';
import type { StoredVersion } from '../stored-columns.js';
import { isLostConnection } from './lost-connection.js';

/** A read on one server, which `signal` ends at once. */
export type Read<T> = (store: Store, signal: AbortSignal) => Promise<T>;

/**
 * One server of several that hold the same store: the primary or a replica. It is opened when it
 * is first asked, so that a server that is down at the start can come later.
 */
export class Node {
  /** The newest data version that it has shown; null while it shows none. */
  version: StoredVersion | null = null;
  /** Why it does not answer; null while it does. */
  failure: Error | null = null;
  #store: Store | null = null;
  #opening: Promise<Store> | null = null;
  /** Aborted, and renewed, when it is given up. */
  #givingUp = new AbortController();

  constructor(
    /** The URL without its password. */
    readonly name: string,
    private readonly openStore: () => Promise<Store>,
    private readonly answerMs: number,
  ) {}

  /** The store, once it was opened; throws why it is not. */
  get opened(): Store {
    if (this.#store !== null) return this.#store;
    throw this.failure ?? new Error(`${this.name} was not opened`);
  }

  /** Statements sent to it so far. */
  get statementCount(): number {
    return this.#store?.statementCount ?? 0;
  }

  /** Opens the store, once for all who ask. */
  open(): Promise<Store> {
    if (this.#store !== null) return Promise.resolve(this.#store);
    this.#opening ??= this.openStore()
      .then((store) => {
        this.#store = store;
        return store;
      })
      .finally(() => {
        this.#opening = null;
      });
    return this.#opening;
  }

  /** Asks for its newest version. Never rejects: `version` and `failure` tell what came of it. */
  async look(): Promise<void> {
    try {
      this.version = await within(this.answerMs, this.name, async (signal) =>
        (await this.open()).within({ limitMs: this.answerMs, signal }).currentVersion(),
      );
      this.failure = null;
    } catch (error) {
      this.giveUp(error as Error);
    }
  }

  /**
   * Runs a read on it. Rejects as soon as it is given up, also when the read itself would hang;
   * a connection that is lost gives it up until it answers a look again.
   */
  async read<T>(work: Read<T>): Promise<T> {
    const store = await this.open();
    const { signal } = this.#givingUp;
    let reject: (reason: unknown) => void = () => {};
    const givenUp = new Promise<never>((_, refuse) => {
      reject = refuse;
    });
    const drop = () => reject(signal.reason);
    signal.addEventListener('abort', drop);
    try {
      return await Promise.race([work(store, signal), givenUp]);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (isLostConnection(error)) this.giveUp(error as Error);
      throw error;
    } finally {
      signal.removeEventListener('abort', drop);
    }
  }

  async close(): Promise<void> {
    await this.#opening?.catch(() => null);
    await this.#store?.close();
  }

  private giveUp(error: Error): void {
    this.failure = error;
    const before = this.#givingUp;
    this.#givingUp = new AbortController();
    before.abort(error);
  }
}

/** A server that hangs must look like one that is away. */
async function within<T>(
  ms: number,
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`${name} did not answer within ${ms} ms`);
    timer = setTimeout(() => {
      reject(Object.assign(error, { code: 'ETIMEDOUT' }));
      controller.abort();
    }, ms);
  });
  const answer = work(controller.signal);
  answer.catch(() => {
    // Too late to be told.
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
