import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import { Unable } from '../lab.js';
import { FaultProxy } from '../tools/fault-proxy.js';

/** How often the router looks for the writer, in milliseconds. */
const LOOK_MS = 200;

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
    await cluster.look();
    cluster.follow();
    return cluster;
  }

  /** URL through the router. */
  get url(): string {
    return this.router.urlOf(this.urls[0]!);
  }

  /** The node that takes writes; null while there is none. */
  get writer(): string | null {
    return this.#writer;
  }

  /** kill -9 of a node. */
  kill(url: string): void {
    this.#order('LOWTIDE_CHAOS_CLUSTER_KILL', url);
  }

  /** Brings a node back; false when nobody said how. */
  start(url: string): boolean {
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

  async close(): Promise<void> {
    this.#isOn = false;
    await this.router.close();
  }

  #order(name: string, url: string): boolean {
    const command = process.env[name] ?? '';
    if (command === '') return false;
    const { status, stderr } = spawnSync('sh', ['-c', `${command} ${portOf(url)}`], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${name} ${portOf(url)} ended with ${status}: ${stderr}`);
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
    this.#writer = writers.find((url) => url !== null) ?? null;
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

/** Runs statements on one connection to a node; the rows of the last. */
export async function ask<T = unknown>(url: string, ...statements: string[]): Promise<T[]> {
  const connection = await mysql.createConnection({ uri: url, connectTimeout: 1_500 });
  connection.on('error', () => {});
  const timer = setTimeout(() => connection.destroy(), 10_000);
  try {
    let rows: unknown = [];
    for (const statement of statements) [rows] = await connection.query(statement);
    return rows as T[];
  } finally {
    clearTimeout(timer);
    connection.destroy();
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
