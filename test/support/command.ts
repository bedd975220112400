import { Readable } from 'node:stream';
import { run } from '../../src/cli/run.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { loadConfig } from '../../src/config.js';
import { AT } from './importing.js';

/** What a command line printed and how it ended. */
export interface Ran {
  readonly exitCode: number;
  readonly out: string[];
  readonly err: string[];
}

/** Runs a command line in this process, on the store of `url`. */
export async function lowtide(url: string, argv: readonly string[], stdin = ''): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    out: (line) => out.push(...line.split('\n')),
    err: (line) => err.push(...line.split('\n')),
    written: async () => {},
    progress: () => {},
    ask: async () => null,
    stdin: Readable.from([Buffer.from(stdin)]),
    now: () => AT,
    holder: 'test:1',
    isAlive: () => true,
  };
  const exitCode = await run(argv, terminal, () => loadConfig({ LOWTIDE_DATABASE_URL: url }));
  return { exitCode, out, err };
}
