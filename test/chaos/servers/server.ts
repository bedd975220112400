import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import mysql from 'mysql2/promise';

const READY_WITHIN_MS = 60_000;

/** What is needed to run one database server again and again on the same folder. */
export interface ServerPlan {
  readonly product: 'MariaDB' | 'MySQL';
  /** Temporary, and gone with the server. */
  readonly folder: string;
  readonly port: number;
  /** Program and its options. */
  readonly command: readonly [string, ...string[]];
  /** Further options, told in front of the others by nobody. */
  readonly options: readonly string[];
}

/** A private database server that can be killed, stopped and started again. */
export class DatabaseServer {
  #child: ChildProcess | null = null;
  #said = '';
  readonly #removeAtExit: () => void;

  constructor(readonly plan: ServerPlan) {
    this.#removeAtExit = () => {
      this.#child?.kill('SIGKILL');
      rmSync(plan.folder, { recursive: true, force: true });
    };
    process.once('exit', this.#removeAtExit);
  }

  get port(): number {
    return this.plan.port;
  }

  get product(): string {
    return this.plan.product;
  }

  /** The URL of a database on it. */
  url(database: string): string {
    return `mysql://lowtide:lowtide@127.0.0.1:${this.port}/${database}`;
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Starts it and waits until it answers. */
  async start(environment: Record<string, string> = {}): Promise<void> {
    await this.begin(environment);
    if (!(await this.isUp())) throw new Error(`${this.product} did not start: ${this.#said}`);
  }

  /** Waits until it answers; false if it ends before, or takes too long. */
  async isUp(): Promise<boolean> {
    const until = performance.now() + READY_WITHIN_MS;
    while (this.isRunning && performance.now() < until) {
      try {
        await this.send('SELECT 1');
        return true;
      } catch {
        await pause(30);
      }
    }
    return false;
  }

  /** Starts it and does not wait. */
  async begin(environment: Record<string, string> = {}): Promise<void> {
    assert.ok(!this.isRunning, 'it runs already');
    const [program, ...first] = this.plan.command;
    this.#said = '';
    const child = spawn(program, [...first, ...this.plan.options], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, ...environment },
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => (this.#said += text));
    this.#child = child;
  }

  /** kill -9. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** SIGSTOP: it holds its connections and does nothing. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Waits until it has ended by itself. */
  async ended(): Promise<void> {
    if (this.isRunning) await once(this.#child!, 'close');
  }

  /** Ends it in good order, by force after ten seconds, and removes its folder. */
  async remove(): Promise<void> {
    this.thaw();
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), 10_000);
    await this.#end('SIGTERM');
    clearTimeout(timer);
    process.off('exit', this.#removeAtExit);
    rmSync(this.plan.folder, { recursive: true, force: true });
  }

  /** Runs one statement on a connection of its own. */
  async send<T = unknown>(statement: string, database?: string): Promise<T[]> {
    const url = database === undefined ? this.url('').replace(/\/$/, '') : this.url(database);
    const connection = await mysql.createConnection({ uri: url, connectTimeout: 2_000 });
    connection.on('error', () => {});
    try {
      const [rows] = await connection.query(statement);
      return rows as T[];
    } finally {
      connection.destroy();
    }
  }

  /** A fresh database; its URL. */
  async createDatabase(name: string): Promise<string> {
    await this.send(`DROP DATABASE IF EXISTS ${name}`);
    await this.send(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    return this.url(name);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    const closed = once(this.#child!, 'close');
    this.#child?.kill(signal);
    await closed;
  }
}
