import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

/** What a request came to, on any transport. */
export interface Outcome {
  /** HTTP status; 0 when the connection was cut. */
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** The product in a process of its own, with the simulated market, attacked from outside. */
export class Target {
  readonly #child: ChildProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'lowtide-abuse-'));
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });
  readonly #log: string[] = [];
  #url = '';

  private constructor(settings: Record<string, string>) {
    this.#child = spawn(process.execPath, [CLI, 'serve', '--demo', '--port', '0'], {
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, ...settings },
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (chunk: string) => this.#log.push(chunk));
  }

  /** Starts it; resolves when it answers. */
  static async start(settings: Record<string, string> = {}): Promise<Target> {
    const target = new Target(settings);
    for (;;) {
      const [, url] = /Lowtide is ready: GraphiQL on (http:\S+)\/,/.exec(target.log) ?? [];
      if (url !== undefined) target.#url = url;
      if (url !== undefined) return target;
      if (target.#child.exitCode !== null) throw new Error(`it ended: ${target.log}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Everything that it has logged. */
  get log(): string {
    return this.#log.join('');
  }

  get url(): string {
    return this.#url;
  }

  /** The store that it reads. */
  get storeUrl(): string {
    return `sqlite:${join(this.#folder, 'var/lowtide.sqlite')}`;
  }

  /** A folder that is gone when it has stopped. */
  get folder(): string {
    return this.#folder;
  }

  /** Resident memory in megabytes. */
  get megabytes(): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }

  /** Sends a request as it is; never rejects. */
  send({ method = 'POST', path = '/graphql', headers = {}, body }: Sent): Promise<Outcome> {
    return new Promise((resolve) => {
      const options = { method, headers, agent: this.#agent };
      const sent = request(`${this.#url}${path}`, options, (response) => {
        const chunks: Buffer[] = [];
        const done = () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
        };
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', done).on('error', done);
      });
      sent.on('error', (error) => resolve({ status: 0, text: error.message, headers: {} }));
      sent.end(body);
    });
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
