import { RequestError } from '../../errors.js';
import type { RequestLimits } from '../../graphql/limits.js';

/** What a connection tells of its end. */
interface Closing {
  once(event: 'close', listener: () => void): unknown;
  readonly writableFinished: boolean;
  readonly destroyed: boolean;
}

/**
 * How much of the time counts in which an answer is computed elsewhere and yet does not advance,
 * because the machine is busy with other things.
 */
const WAITING_SHARE = 1 / 4;

/**
 * When an answer is given up: its client hangs up before it has all of it, or the limit of time is
 * over. Time counts in full until somebody tells how far the work is; from then on the work counts,
 * and a share of the waiting.
 */
export class Deadline {
  readonly #over = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #countedMs = 0;
  #countedUpTo = performance.now();
  #worked: () => number = () => 0;
  #workedBefore = 0;
  #share = 1;

  constructor(private readonly maxMs: number) {
    this.#wait();
  }

  /** Given when the answer is given up; the reason is a RequestError of code TIMEOUT. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** From now on `worked` tells the milliseconds of work so far, and waiting counts for less. */
  countWork(worked: () => number): void {
    this.#count();
    this.#worked = worked;
    this.#workedBefore = worked();
    this.#share = WAITING_SHARE;
  }

  /** Nobody waits for the answer any more, or it is there. */
  end(isAnswered: boolean): void {
    clearTimeout(this.#timer);
    if (isAnswered) return;
    this.#over.abort(new RequestError('TIMEOUT', 'Nobody waits for this answer any more.'));
  }

  #wait(): void {
    this.#timer = setTimeout(() => this.#look(), Math.max(1, this.maxMs - this.#countedMs));
  }

  #look(): void {
    this.#count();
    if (this.#countedMs < this.maxMs) {
      this.#wait();
      return;
    }
    this.#over.abort(
      new RequestError(
        'TIMEOUT',
        `The answer took more than the ${this.maxMs / 1_000} s that a request may take: ` +
          'ask for less at once, or again in a while.',
      ),
    );
  }

  #count(): void {
    const now = performance.now();
    const worked = this.#worked();
    const workMs = Math.max(0, worked - this.#workedBefore);
    const waitedMs = Math.max(0, now - this.#countedUpTo - workMs);
    this.#countedMs += workMs + waitedMs * this.#share;
    this.#countedUpTo = now;
    this.#workedBefore = worked;
  }
}

/** The deadline of an answer over a connection. */
export function deadlineOf(response: Closing, { maxMs }: RequestLimits): Deadline {
  const deadline = new Deadline(maxMs);
  const closed = () => deadline.end(response.writableFinished);
  // It may have hung up while it was looked up who it is.
  if (response.destroyed) closed();
  else response.once('close', closed);
  return deadline;
}

/** The result of `work`, or the reason of `signal` if that is given first. */
export async function inTime<T>(work: () => Promise<T>, signal: AbortSignal | null): Promise<T> {
  if (signal === null) return work();
  signal.throwIfAborted();
  let stop = () => {};
  try {
    return await new Promise<T>((resolve, reject) => {
      stop = () => reject(signal.reason);
      signal.addEventListener('abort', stop);
      work().then(resolve, reject);
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
