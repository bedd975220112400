import { RequestError } from '../../errors.js';
import type { RequestLimits } from '../../graphql/limits.js';

/** What a connection tells of its end. */
interface Closing {
  once(event: 'close', listener: () => void): unknown;
  readonly writableFinished: boolean;
  readonly destroyed: boolean;
}

/**
 * A signal that is given when the client hangs up before it has the whole answer, or when its
 * limit of time is over. The reason is a RequestError of code TIMEOUT.
 */
export function deadlineOf(response: Closing, { maxMs }: RequestLimits): AbortSignal {
  const over = new AbortController();
  const late = () =>
    over.abort(
      new RequestError(
        'TIMEOUT',
        `The answer took more than the ${maxMs / 1_000} s that a request may take: ` +
          'ask for less at once, or again in a while.',
      ),
    );
  const timer = setTimeout(late, maxMs);
  const closed = () => {
    clearTimeout(timer);
    if (response.writableFinished) return;
    over.abort(new RequestError('TIMEOUT', 'Nobody waits for this answer any more.'));
  };
  // It may have hung up while it was looked up who it is.
  if (response.destroyed) closed();
  else response.once('close', closed);
  return over.signal;
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
