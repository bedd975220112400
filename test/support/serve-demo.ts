import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repoRoot } from '../kernels/golden.js';
import { until } from '../server/streams/streaming.js';

export interface ServedDemo {
  readonly child: ChildProcess;
  /** Of the server, without `/graphql`. */
  readonly url: string;
}

/** `lowtide serve --demo --port 0`, and the URL that it prints, on any Node and any build. */
export async function serveDemo(
  env: NodeJS.ProcessEnv,
  node = process.execPath,
  cli = join(repoRoot(), 'dist/src/cli.js'),
): Promise<ServedDemo> {
  // The files of the market lie below the folder of the process: two of them must not share one.
  const cwd = mkdtempSync(join(tmpdir(), 'lowtide-served-'));
  const child = spawn(node, [cli, 'serve', '--demo', '--port', '0'], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, ...env, LOWTIDE_LOG_LEVEL: 'warn' },
  });
  child.once('exit', () => rmSync(cwd, { recursive: true, force: true }));
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  await until(() => text.includes('Lowtide is ready') || child.exitCode !== null, 240_000);
  const [, url] = /the API on (\S+)\/graphql/.exec(text) ?? [];
  assert.ok(url !== undefined, text);
  return { child, url };
}
