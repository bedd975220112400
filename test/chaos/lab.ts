import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../src/store/store.js';
import { planMariadb, planMysql, type ServerWish } from './servers/plans.js';
import type { DatabaseServer } from './servers/server.js';
import { FaultProxy } from './tools/fault-proxy.js';
import { Seeded } from './tools/seeded.js';

export type EngineName = 'sqlite' | 'mariadb' | 'mysql';
export const ENGINES: readonly EngineName[] = ['sqlite', 'mariadb', 'mysql'];

/** What a recipe counted; told when it has passed. */
export type Counts = Readonly<Record<string, number | string>>;

/** One way to hurt the service, and what must hold nevertheless: `run` throws when it does not. */
export interface Recipe {
  /** As the list of promises names it. */
  readonly id: string;
  readonly title: string;
  readonly engines: readonly EngineName[];
  run(lab: Lab): Promise<Counts>;
}

/** A recipe cannot run on this machine; the reason. */
export class Unable extends Error {}

/** What a recipe works with; everything in it is gone when it is closed. */
export class Lab {
  readonly folder = mkdtempSync(join(tmpdir(), 'lowtide-lab-'));
  readonly random: Seeded;
  readonly #closers: (() => Promise<void> | void)[] = [];
  #serial = 0;

  constructor(
    readonly engine: EngineName,
    readonly seed: number,
    /** Fewer kills and shorter outages: what a test run can wait for. */
    readonly isShort: boolean,
  ) {
    this.random = new Seeded(seed);
  }

  /** A folder of its own. */
  path(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** A private database server that runs. */
  async server(wish: ServerWish = {}): Promise<DatabaseServer> {
    const plan = this.engine === 'mysql' ? planMysql : planMariadb;
    const server = await plan(wish);
    if (server === null) {
      throw new Unable(`no server; ${this.engine === 'mysql' ? 'set LOWTIDE_CHAOS_MYSQL' : ''}`);
    }
    this.atEnd(() => server.remove());
    await server.start();
    return server;
  }

  /** A proxy in front of a server. */
  async proxy(server: DatabaseServer): Promise<FaultProxy> {
    const proxy = await FaultProxy.listen(() => server.port);
    this.atEnd(() => proxy.close());
    return proxy;
  }

  /** URL of a new store with tables: an SQLite file, or a database of `server`. */
  async newStore(server?: DatabaseServer): Promise<{ url: string; store: Store }> {
    const name = `lab${++this.#serial}`;
    const url =
      server === undefined
        ? `sqlite:${join(this.folder, `${name}.sqlite`)}`
        : await server.createDatabase(name);
    const store = await openStore(url);
    this.atEnd(() => store.close());
    await store.migrate('up');
    return { url, store };
  }

  /** Runs when the recipe is over, the last one first. */
  atEnd(close: () => Promise<void> | void): void {
    this.#closers.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closers.reverse()) {
      await Promise.resolve(close()).catch(() => {
        // What was broken on purpose may not close.
      });
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
