import { createInterface } from 'node:readline/promises';
import { OperatorError } from '../errors.js';
import { holderName, isHolderAlive } from '../store/holder.js';
import { printable } from './printable.js';

/** What a command may touch of the outside world; tests hand in their own. */
export interface Terminal {
  /** Writes a line of the answer. */
  out(line: string): void;
  /** Resolves when all lines of the answer are out. Throws OperatorError where they are lost. */
  written(): Promise<void>;
  /** Writes a line that is not part of the answer. */
  err(line: string): void;
  /** Overwrites the line of progress; an empty text clears it. Does nothing off a terminal. */
  progress(text: string): void;
  /** What somebody at the terminal answers to a question; null off a terminal. */
  ask(question: string): Promise<string | null>;
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
  let failure: NodeJS.ErrnoException | null = null;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader such as `head` may leave early; that is no error.
    if (error.code === 'EPIPE') process.exit(0);
    failure ??= error;
  });
  // Nobody is left to hear that what nobody reads is lost.
  stderr.on('error', () => {});
  return {
    out: (line) => stdout.write(`${printable(line)}\n`),
    async written() {
      await new Promise<void>((resolve) => stdout.write('', () => resolve()));
      if (failure === null) return;
      throw new OperatorError(`standard output cannot be written (${failure.code})`);
    },
    err: (line) => stderr.write(`${printable(line)}\n`),
    progress(text) {
      if (!stderr.isTTY) return;
      const line = printable(text).slice(0, (stderr.columns ?? 80) - 1);
      stderr.write(`\r\u001b[2K${line}`);
    },
    async ask(question) {
      if (!stdin.isTTY || !stderr.isTTY) return null;
      const dialog = createInterface({ input: stdin, output: stderr });
      try {
        return await dialog.question(printable(question));
      } finally {
        dialog.close();
      }
    },
    stdin,
    now: () => Math.round(performance.timeOrigin + performance.now()),
    holder: holderName(),
    isAlive: isHolderAlive,
  };
}
