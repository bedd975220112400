import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from '../../tidy/files.js';
import type { Delivery } from './market.js';

const CLI = join(ROOT, 'dist/src/cli.js');
const MAIN = join(ROOT, 'dist/src/main.js');
const LISTENS_WITHIN_MS = 60_000;

/** A command that runs, and what it has said. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<CommandEnd>;
}

export interface CommandEnd {
  /** Null after a signal. */
  readonly code: number | null;
  readonly text: string;
  readonly ms: number;
}

/** Starts `lowtide ...` on a store, with nothing else of the environment of the tests. */
export function startCommand(
  url: string,
  words: readonly string[],
  environment: Record<string, string> = {},
): RunningCommand {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [CLI, ...words], {
    env: { PATH: process.env.PATH, LOWTIDE_DATABASE_URL: url, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece) => (text += piece));
  }
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    text,
    ms: performance.now() - startedAt,
  }));
  return { child, ended };
}

/** Starts the import of one delivery. */
export function startImport(
  url: string,
  { format, files }: Delivery,
  environment: Record<string, string> = {},
): RunningCommand {
  return startCommand(url, ['import', format, ...files], environment);
}

/** Imports a delivery and expects it to end well; what it said. */
export async function importWell(url: string, delivery: Delivery): Promise<string> {
  const { code, text } = await startImport(url, delivery).ended;
  assert.equal(code, 0, text);
  return text;
}

/** A server process. */
export class ServerProcess {
  private constructor(
    readonly child: ChildProcess,
    readonly url: string,
    readonly output: () => string,
  ) {}

  /** Starts it and waits until it is ready. */
  static async start(databaseUrl: string, settings: Record<string, string> = {}) {
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      env: {
        PATH: process.env.PATH,
        LOWTIDE_DATABASE_URL: databaseUrl,
        LOWTIDE_PORT: '0',
        LOWTIDE_POLL_MS: '200',
        ...settings,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (piece) => (text += piece));
    process.once('exit', () => child.kill('SIGKILL'));
    for (const until = performance.now() + LISTENS_WITHIN_MS; ; await pause(30)) {
      const [, url] = /listening on (http:[^"]+)/.exec(text) ?? [];
      if (url !== undefined && (await isReady(url)))
        return new ServerProcess(child, url, () => text);
      assert.ok(child.exitCode === null && performance.now() < until, text);
    }
  }

  async health(): Promise<Health> {
    const response = await fetch(`${this.url}/health/ready`, {
      signal: AbortSignal.timeout(5_000),
    });
    return (await response.json()) as Health;
  }

  async stop(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const closed = once(this.child, 'close');
    this.child.kill('SIGTERM');
    const [code] = await closed;
    return code as number | null;
  }
}

export interface Health {
  readonly status: string;
  readonly isStale: boolean;
  readonly dataVersion: { readonly number: number; readonly hash: string } | null;
  readonly replicas?: readonly { isInUse: boolean; trouble: string | null; lagSeconds: number }[];
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );
}
