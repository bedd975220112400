import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import { Unable } from '../lab.js';
import { FaultProxy } from '../tools/fault-proxy.js';

/** How often the router looks for the writer, in milliseconds. */
const LOOK_MS = 200;
const LOOKS = 20;
const FORCE_TRIES = 30;
/** Forcing a group takes most of a minute. */
const FORCE_MS = 90_000;
const ANSWER_MS = 10_000;

/**
 * A cluster that somebody else runs: LOWTIDE_CHAOS_CLUSTER_URLS names the database on each node,
 * LOWTIDE_CHAOS_CLUSTER_KILL is a command that kills the node of the port that follows it, and
 * LOWTIDE_CHAOS_CLUSTER_START, which may be missing, one that brings it back.
 */
export class Cluster {
  #writer: string | null = null;
  #isOn = true;

  private constructor(
    readonly urls: readonly string[],
    /** What MySQL Router or HAProxy would be: a port behind which the writer is. */
    readonly router: FaultProxy,
  ) {}

  static async connect(product: RegExp): Promise<Cluster> {
    const urls = (process.env.LOWTIDE_CHAOS_CLUSTER_URLS ?? '')
      .split(',')
      .filter((url) => url !== '');
    const kill = process.env.LOWTIDE_CHAOS_CLUSTER_KILL ?? '';
    if (urls.length < 3 || kill === '') {
      throw new Unable(
        'LOWTIDE_CHAOS_CLUSTER_URLS (three) and LOWTIDE_CHAOS_CLUSTER_KILL are not set',
      );
    }
    const [row] = await ask<{ version: string }>(urls[0]!, 'SELECT VERSION() AS version');
    if (!product.test(row?.version ?? '')) throw new Unable(`the cluster is ${row?.version}`);
    let cluster: Cluster;
    const router = await FaultProxy.listen(() => portOf(cluster.#writer ?? urls[0]!));
    cluster = new Cluster(urls, router);
    for (let tries = 0; cluster.#writer === null; tries++) {
      assert.ok(tries < LOOKS, 'no node of the cluster takes writes');
      await cluster.look();
    }
    cluster.follow();
    return cluster;
  }

  /** URL through the router. */
  get url(): string {
    return this.router.urlOf(this.urls[0]!);
  }

  /** The node that takes writes, or took them last. */
  get writer(): string | null {
    return this.#writer;
  }

  /** kill -9 of a node. */
  async kill(url: string): Promise<void> {
    await this.#order('LOWTIDE_CHAOS_CLUSTER_KILL', url);
  }

  /** Brings a node back; false when nobody said how. */
  start(url: string): Promise<boolean> {
    return this.#order('LOWTIDE_CHAOS_CLUSTER_START', url);
  }

  /** An empty database on all nodes. */
  async empty(): Promise<void> {
    const url = new URL(this.#writer!);
    const name = url.pathname.slice(1);
    url.pathname = '/';
    await ask(url.href, `DROP DATABASE IF EXISTS ${name}`);
    await ask(url.href, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  }

  /**
   * What the manual of Group Replication asks of its operator when a node has outlived the
   * majority: it is told to go on alone, until others join. Galera finds together by itself.
   */
  async standAlone(url: string): Promise<void> {
    const [own] = await ask<{ Value: string }>(
      url,
      "SHOW VARIABLES LIKE 'group_replication_local_address'",
    );
    if (own === undefined) return;
    const force = (members: string) =>
      askWithin(FORCE_MS, url, [`SET GLOBAL group_replication_force_members = '${members}'`]);
    for (let tries = 1; ; tries++) {
      try {
        await force(own.Value);
        break;
      } catch (error) {
        // The others are not known to be lost yet.
        if (tries === FORCE_TRIES) throw error;
        await pause(2_000);
      }
    }
    await force('');
  }

  async close(): Promise<void> {
    this.#isOn = false;
    await this.router.close();
  }

  async #order(name: string, url: string): Promise<boolean> {
    const command = process.env[name] ?? '';
    if (command === '') return false;
    const child = spawn('sh', ['-c', `${command} ${portOf(url)}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${name} ${portOf(url)} ended with ${code}`);
    return true;
  }

  private async follow(): Promise<void> {
    while (this.#isOn) {
      await pause(LOOK_MS);
      await this.look();
    }
  }

  /** The writer stays the same as long as it takes writes. */
  private async look(): Promise<void> {
    const writers = await Promise.all(
      this.urls.map(async (url) => ((await takesWrites(url).catch(() => false)) ? url : null)),
    );
    if (this.#writer !== null && writers.includes(this.#writer)) return;
    // As long as no other one is known it stays: it may be slow to answer.
    this.#writer = writers.find((url) => url !== null) ?? this.#writer;
  }
}

/** Group Replication: not read-only and in a majority. Galera: ready, in the primary component. */
async function takesWrites(url: string): Promise<boolean> {
  const [readOnly] = await ask<{ Value: string }>(url, "SHOW VARIABLES LIKE 'super_read_only'");
  if (readOnly !== undefined) {
    if (readOnly.Value !== 'OFF') return false;
    const online = await ask(
      url,
      `SELECT 1 FROM performance_schema.replication_group_members WHERE member_state = 'ONLINE'`,
    );
    return online.length >= 2;
  }
  const [ready] = await ask<{ Value: string }>(url, "SHOW STATUS LIKE 'wsrep_ready'");
  const [status] = await ask<{ Value: string }>(url, "SHOW STATUS LIKE 'wsrep_cluster_status'");
  return ready?.Value === 'ON' && status?.Value === 'Primary';
}

/** Runs statements on one connection to a node; the rows of the last. Ends after ten seconds. */
export function ask<T = unknown>(url: string, ...statements: string[]): Promise<T[]> {
  return askWithin(ANSWER_MS, url, statements);
}

async function askWithin<T>(ms: number, url: string, statements: readonly string[]) {
  const connection = await mysql.createConnection({ uri: url, connectTimeout: 1_500 });
  connection.on('error', () => {});
  const late = new AbortController();
  try {
    const silence = pause(ms, null, { signal: late.signal, ref: false }).then(() => {
      throw new Error(`${statements[0]} was not answered within ${ms} ms`);
    });
    // It is ended when everything was answered in time.
    silence.catch(() => {});
    let rows: unknown = [];
    for (const statement of statements) {
      [rows] = await Promise.race([connection.query(statement), silence]);
    }
    return rows as T[];
  } finally {
    late.abort();
    connection.destroy();
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
