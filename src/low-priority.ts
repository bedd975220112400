import { getPriority, setPriority } from 'node:os';

/** Added to that of the process: a third of what others get of a core that all want. */
const NICENESS = 5;

/**
 * Lets the threads that answer requests go first when there is not enough of the machine for all.
 * On Linux a priority belongs to the thread that sets it; elsewhere it would be that of the whole
 * process, and nothing is done.
 */
export function workAtLowPriority(): void {
  if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + NICENESS));
}
