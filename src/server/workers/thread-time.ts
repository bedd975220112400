import { readFileSync, readlinkSync } from 'node:fs';

/** Milliseconds of one tick of the kernel's accounts, which is the same on every Linux. */
const TICK_MS = 10;

/** What the kernel calls the thread that runs this; 0 where it does not tell. */
export function ownThread(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return 0;
  }
}

/**
 * Milliseconds of the processor that a thread of this process has had, in ticks of ten; null where
 * the kernel does not tell.
 */
export function threadTime(thread: number): number | null {
  try {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'latin1');
    // The name, in parentheses, may hold blanks; user and system time are fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return null;
  }
}
