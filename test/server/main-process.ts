import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** A server process and what it has logged so far. */
export interface MainProcess {
  readonly child: ChildProcess;
  readonly output: () => string;
}

/** The process as it runs in production, with nothing of the environment of the tests. */
export function startMain(settings: Record<string, string>): MainProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, ...settings },
  });
  const lines: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (chunk) => lines.push(chunk));
  return { child, output: () => lines.join('') };
}

/** Where the process listens, as soon as it does. */
export async function listeningUrl({ child, output }: MainProcess): Promise<string> {
  for (;;) {
    const [, url] = /listening on (http:[^"]+)/.exec(output()) ?? [];
    if (url !== undefined) return url;
    assert.equal(child.exitCode, null, output());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
