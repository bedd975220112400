import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { HTTP_LIMITS } from './limits.js';

type Job = () => void;

/**
 * Where expensive operations wait for each other. One runs on this thread at a time, and between
 * two of them the process answers whatever came in meanwhile: a cheap request waits for one
 * expensive one at most, however many stand in line. Those on other threads count for the length of
 * the line.
 */
export class HeavyLane {
  readonly #waiting: Job[] = [];
  #isBusy = false;
  #beside = 0;

  constructor(private readonly maxWaiting: number = HTTP_LIMITS.heavyWaiting) {}

  get waiting(): number {
    return this.#waiting.length + this.#beside;
  }

  /** Throws OVERLOADED when too many stand in line. */
  check(): void {
    if (this.waiting >= this.maxWaiting) throw overloaded();
  }

  /** Counts work of another thread until it is done. */
  async beside<T>(work: Promise<T>): Promise<T> {
    this.#beside++;
    try {
      return await work;
    } finally {
      this.#beside--;
    }
  }

  /** Runs `work` on this thread when its turn comes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      return await work();
    } finally {
      // Not at once: what has come in is answered first.
      setImmediate(() => this.#next());
    }
  }

  #turn(): Promise<void> {
    if (!this.#isBusy) {
      this.#isBusy = true;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #next(): void {
    const job = this.#waiting.shift();
    if (job === undefined) this.#isBusy = false;
    else job();
  }
}

function overloaded(): GraphQLError {
  const headers = new HeaderMap([['retry-after', String(HTTP_LIMITS.retrySeconds)]]);
  const extensions: Record<string, unknown> = {
    code: 'OVERLOADED',
    http: { status: 503, headers },
  };
  return new GraphQLError('Too many expensive operations wait: ask again in a while.', {
    extensions,
  });
}
