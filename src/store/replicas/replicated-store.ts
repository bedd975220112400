import type { DataSource } from 'typeorm';
import type { MigrationState } from '../migrate.js';
import type { Scan, Sql, SqlValue } from '../sql.js';
import type { Limits } from '../limits.js';
import { openStore, type Store } from '../store.js';
import { storeName } from '../store-url.js';
import type { StoredVersion } from '../stored-columns.js';
import { isLostConnection } from './lost-connection.js';
import { Node } from './node.js';
import { ReplicaSet, type ReplicaSettings, type ReplicaStatus } from './replica-set.js';

/** How long a server may take to say which version is its newest, in milliseconds. */
const ANSWER_MS = 2_000;

/** Where a store is, as the configuration has it: with user and password. */
export interface StoreAddress {
  readonly databaseUrl: string;
  readonly replicaUrls: readonly string[];
  readonly replicaMaxLagMs: number;
}

type Wishes = Partial<Omit<ReplicaSettings, 'maxLagMs'>>;

/**
 * A store of which replicas answer the reads and the primary takes the writes; it reads from the
 * primary when no replica can be used. A server that cannot be reached is left out until it can,
 * as long as one is there. Throws OperatorError when none is, and for a server that refuses us.
 */
export async function openReading(address: StoreAddress, wishes: Wishes = {}): Promise<Store> {
  if (address.replicaUrls.length === 0) return openStore(address.databaseUrl);
  const { nodes, store } = readingStore(address, wishes);
  const failures: unknown[] = [];
  for (const node of nodes) {
    await node.open().catch((error) => {
      node.failure = error;
      failures.push(error);
    });
  }
  const refused = failures.find((error) => !isLostConnection(error));
  if (refused === undefined && failures.length < nodes.length) return store;
  await store.close();
  throw refused ?? failures[0];
}

/** The same store for a thread, which must be able to begin while every server is away. */
export async function openReadingLate(address: StoreAddress, wishes: Wishes = {}): Promise<Store> {
  if (address.databaseUrl.startsWith('sqlite:')) return openStore(address.databaseUrl);
  return readingStore(address, wishes).store;
}

function readingStore(address: StoreAddress, wishes: Wishes) {
  const { databaseUrl, replicaUrls, replicaMaxLagMs: maxLagMs } = address;
  const nodes = [databaseUrl, ...replicaUrls].map(
    (url) => new Node(storeName(url), () => openStore(url), ANSWER_MS),
  );
  const settings = { maxLagMs, now: () => performance.now(), onChange: () => {}, ...wishes };
  const [primary, ...replicas] = nodes as [Node, ...Node[]];
  const set = new ReplicaSet(primary, replicas, settings);
  return { nodes, store: new ReplicatedStore(primary, replicas, set) };
}

class ReplicatedStore implements Store {
  readonly dialect = 'mysql';

  constructor(
    private readonly primary: Node,
    private readonly others: readonly Node[],
    private readonly set: ReplicaSet,
    private readonly limits: Limits = {},
  ) {}

  get statementCount(): number {
    return [this.primary, ...this.others].reduce((sum, node) => sum + node.statementCount, 0);
  }

  within(limits: Limits): Store {
    return new ReplicatedStore(this.primary, this.others, this.set, limits);
  }

  get name(): string {
    return this.primary.name;
  }

  get dataSource(): DataSource {
    return this.primary.opened.dataSource;
  }

  currentVersion(): Promise<StoredVersion | null> {
    return this.set.currentVersion();
  }

  replicas(): readonly ReplicaStatus[] {
    return this.set.statuses();
  }

  query<T>(
    statement: string,
    parameters?: readonly SqlValue[],
    limits: Limits = this.limits,
  ): Promise<T[]> {
    return this.set.read((store, lost) => {
      const signal = limits.signal === undefined ? lost : AbortSignal.any([limits.signal, lost]);
      return store.query<T>(statement, parameters, { ...limits, signal });
    });
  }

  /** Rows that were visited cannot be taken back: only a scan that found none starts again. */
  scan(request: Scan, visit: (row: readonly unknown[]) => void): Promise<void> {
    let attempt = 0;
    let visited = 0;
    return this.set.read(
      (store) => {
        const own = ++attempt;
        return store.scan(request, (row) => {
          // A server that was given up may still come back with rows.
          if (own !== attempt) return;
          visited++;
          visit(row);
        });
      },
      () => visited === 0,
    );
  }

  migrations(): Promise<MigrationState[]> {
    return this.set.read((store) => store.migrations());
  }

  async run(statement: string, parameters?: readonly SqlValue[]): Promise<number> {
    return (await this.primary.open()).run(statement, parameters);
  }

  async insert(table: string, columns: readonly string[], rows: readonly SqlValue[][]) {
    return (await this.primary.open()).insert(table, columns, rows);
  }

  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return (await this.primary.open()).transaction(work);
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  async migrate(direction: 'up' | 'down'): Promise<string[]> {
    return (await this.primary.open()).migrate(direction);
  }

  async close(): Promise<void> {
    await Promise.all([this.primary, ...this.others].map((node) => node.close()));
  }
}
