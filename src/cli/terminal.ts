import { holderName, isHolderAlive } from '../store/holder.js';

/** What a command may touch of the outside world; tests hand in their own. */
export interface Terminal {
  /** Writes a line of the answer. */
  out(line: string): void;
  /** Writes a line that is not part of the answer. */
  err(line: string): void;
  /** Overwrites the line of progress; an empty text clears it. Does nothing off a terminal. */
  progress(text: string): void;
  readonly stdin: NodeJS.ReadableStream;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Name of this process, for the import lease. */
  readonly holder: string;
  /** Whether a holder still runs, as far as this machine can know. */
  isAlive(holder: string): boolean;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr, stdin } = process;
  // A reader such as `head` may leave early; that is no error.
  stdout.on('error', () => process.exit(0));
  return {
    out: (line) => stdout.write(`${line}\n`),
    err: (line) => stderr.write(`${line}\n`),
    progress(text) {
      if (!stderr.isTTY) return;
      stderr.write(`\r\u001b[2K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    stdin,
    now: () => Math.round(performance.timeOrigin + performance.now()),
    holder: holderName(),
    isAlive: isHolderAlive,
  };
}
