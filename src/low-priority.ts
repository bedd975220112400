import { getPriority, setPriority } from 'node:os';

/**
 * Added to the niceness of the process. Threads that answer stand a little behind the event loop,
 * and no further: other programs of a busy machine would go before them as well. Work that nobody
 * waits for gets a third of what others get of a core that all want.
 */
const NICENESS = { ANSWERS: 1, NOBODY_WAITS: 5 } as const;

/**
 * Lets the event loop go first when there is not enough of the machine for all. On Linux a priority
 * belongs to the thread that sets it; elsewhere it would be that of the whole process, and nothing
 * is done.
 */
export function workAtLowPriority(work: keyof typeof NICENESS): void {
  if (process.platform !== 'linux') return;
  setPriority(Math.min(19, getPriority() + NICENESS[work]));
}
