import { writeSync } from 'node:fs';
import { pino } from 'pino';

export type Logger = pino.Logger;

const STANDARD_ERROR = 2;
/** How often a reader that is slow is asked again to take a line, a millisecond between two. */
const TRIES = 50;

/** Lines that could not be written since the start, as on a full disk or to a reader who left. */
let lost = 0;

export function lostLogLines(): number {
  return lost;
}

/**
 * A logger of JSON lines on standard error: standard output is for answers. A line that cannot be
 * written is lost and counted; nobody goes without an answer for it.
 */
export function createLogger(level: string): Logger {
  return pino({ level, base: null }, { write: writeLine });
}

function writeLine(line: string): void {
  let rest: Uint8Array = Buffer.from(line);
  for (let tries = 0; rest.length > 0; tries++) {
    try {
      rest = rest.subarray(writeSync(STANDARD_ERROR, rest));
    } catch (error) {
      const isSlow = (error as NodeJS.ErrnoException).code === 'EAGAIN';
      if (!isSlow || tries >= TRIES) {
        lost++;
        return;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
