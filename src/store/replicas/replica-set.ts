import { OperatorError } from '../../errors.js';
import type { StoredVersion } from '../stored-columns.js';
import { isLostConnection } from './lost-connection.js';
import type { Node, Read } from './node.js';

/**
 * Why a replica is not read from: it does not answer, it has lacked a published version for
 * longer than the limit, or it does not hold yet what answers come from.
 */
export type ReplicaTrouble = 'UNREACHABLE' | 'LAGGING' | 'CATCHING_UP';

/** How one replica stands, for health checks and the log. */
export interface ReplicaStatus {
  /** The URL without its password. */
  readonly name: string;
  readonly isInUse: boolean;
  readonly trouble: ReplicaTrouble | null;
  /** The newest data version it has shown; null before the first. */
  readonly dataVersion: number | null;
  /** Since when it lacks a version that was published, in milliseconds; 0 while it lacks none. */
  readonly lagMs: number;
}

export interface ReplicaSettings {
  /** How long a replica may lack a published version before it is taken out, in milliseconds. */
  readonly maxLagMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** The data version that answers come from already; no server behind it is asked. */
  readonly atLeast?: () => number;
  /** Told of each change: a replica that is taken out, or comes back. */
  readonly onChange: (status: ReplicaStatus) => void;
}

/**
 * Chooses the server for a read. Lag is the age of the oldest published version that a server
 * lacks, whatever the kind of replication: it needs no privilege and no clock but ours. No read
 * goes to a server that is behind a version that was returned before.
 */
export class ReplicaSet {
  #returned = 0;
  #turn = 0;
  readonly #seen: { number: number; at: number }[] = [];
  readonly #told = new Map<Node, ReplicaTrouble | null>();

  constructor(
    private readonly primary: Node,
    private readonly replicas: readonly Node[],
    private readonly settings: ReplicaSettings,
  ) {}

  /**
   * Asks every server and returns the newest version that reads can be answered from; null before
   * the first. Never returns an older one than before. Rejects when no server holds it.
   */
  async currentVersion(): Promise<StoredVersion | null> {
    await Promise.all([this.primary, ...this.replicas].map((node) => node.look()));
    this.note();
    const statuses = this.statuses();
    this.tell(statuses);
    const inUse = this.replicas.filter((_, k) => statuses[k]?.isInUse);
    const source = inUse.length > 0 ? inUse : [this.primary];
    const best = source.reduce((a, b) => (numberOf(b) > numberOf(a) ? b : a));
    if (best.failure !== null) throw best.failure;
    if (numberOf(best) < this.floor) {
      throw new OperatorError(`no server that answers holds data version ${this.floor} any more`);
    }
    this.#returned = numberOf(best);
    return best.version;
  }

  /**
   * Runs a read where it can be answered; goes on to the next server when one is lost, as long as
   * the read may be repeated.
   */
  async read<T>(work: Read<T>, mayRepeat = () => true): Promise<T> {
    const statuses = this.statuses();
    const inUse = this.replicas.filter((_, k) => statuses[k]?.isInUse);
    const first = inUse.length === 0 ? 0 : this.#turn++ % inUse.length;
    for (const node of [...inUse.slice(first), ...inUse.slice(0, first)]) {
      // It may have been given up while the one before it was asked.
      if (node.failure !== null) continue;
      try {
        return await node.read(work);
      } catch (error) {
        if (!isLostConnection(error) || !mayRepeat()) throw error;
      }
    }
    return this.primary.read(work);
  }

  private get floor(): number {
    return Math.max(this.#returned, this.settings.atLeast?.() ?? 0);
  }

  statuses(): ReplicaStatus[] {
    return this.replicas.map((node) => {
      const lagMs = this.lagOf(node);
      const trouble = this.troubleOf(node, lagMs);
      const dataVersion = node.version?.number ?? null;
      return { name: node.name, isInUse: trouble === null, trouble, dataVersion, lagMs };
    });
  }

  private troubleOf(node: Node, lagMs: number): ReplicaTrouble | null {
    if (node.failure !== null) return 'UNREACHABLE';
    if (lagMs > this.settings.maxLagMs) return 'LAGGING';
    return numberOf(node) < this.floor ? 'CATCHING_UP' : null;
  }

  private lagOf(node: Node): number {
    const missing = this.#seen.find(({ number }) => number > numberOf(node));
    return missing === undefined ? 0 : this.settings.now() - missing.at;
  }

  /** Remembers when each version was first seen anywhere, as long as a server lacks it. */
  private note(): void {
    const numbers = [this.primary, ...this.replicas].map(numberOf);
    const newest = Math.max(...numbers);
    const known = this.#seen.at(-1)?.number ?? 0;
    if (newest > known) this.#seen.push({ number: newest, at: this.settings.now() });
    const least = Math.min(...numbers);
    while (this.#seen.length > 1 && this.#seen[0]!.number <= least) this.#seen.shift();
  }

  private tell(statuses: readonly ReplicaStatus[]): void {
    this.replicas.forEach((node, k) => {
      const status = statuses[k]!;
      const before = this.#told.get(node) ?? null;
      this.#told.set(node, status.trouble);
      if (before !== status.trouble) this.settings.onChange(status);
    });
  }
}

function numberOf(node: Node): number {
  return node.version?.number ?? 0;
}
