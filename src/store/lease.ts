import { OperatorError } from '../errors.js';
import { DuplicateKey, type Sql } from './sql.js';
import type { Store } from './store.js';

const NAME = 'import';
const LASTS_MS = 30_000;
const RENEW_MS = 5_000;

/**
 * The right to import, held as a row. A row works where GET_LOCK does not: on a cluster that was
 * granted on two nodes at once. It runs out by itself when its holder dies.
 */
export class Lease {
  private timer: NodeJS.Timeout | undefined;
  /** Ends that this holder has tried to write; one that stands there was written after all. */
  private readonly claims = new Set<number>();

  private constructor(
    private readonly store: Store,
    private readonly holder: string,
    private readonly now: () => number,
  ) {}

  /**
   * Takes the lease or throws OperatorError naming who has it. `isAlive` tells whether a holder of
   * this machine still runs; the lease of a dead one is taken over at once.
   */
  static async take(
    store: Store,
    holder: string,
    now: () => number,
    isAlive: (holder: string) => boolean = () => true,
  ): Promise<Lease> {
    const lease = new Lease(store, holder, now);
    await lease.shorten();
    await store.transaction((sql) => lease.claim(sql, isAlive));
    lease.timer = setInterval(() => {
      store
        .transaction((sql) => sql.run(...lease.renewal()))
        .catch(() => {
          // A failed renewal shows at the next write, which asks for the lease.
        });
    }, RENEW_MS);
    lease.timer.unref();
    return lease;
  }

  /**
   * Renews within the caller's transaction; throws when another importer has taken over. Every
   * transaction of an import begins with it, so that one that stood still cannot write any more.
   */
  async assertHeld(sql: Sql): Promise<void> {
    if ((await sql.run(...this.renewal())) === 1) return;
    throw new OperatorError('another import took over while this one stood still; run it again');
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.store.run('DELETE FROM lease WHERE name = ? AND holder = ?', [NAME, this.holder]);
  }

  /**
   * Cuts a lease that would last longer than any does, as one does whose holder's clock goes fast.
   * A holder that lives renews it; of one that has died it is over after its term by this clock.
   */
  private async shorten(): Promise<void> {
    const latest = this.now() + LASTS_MS;
    await this.store.run('UPDATE lease SET expires_at = ? WHERE name = ? AND expires_at > ?', [
      latest,
      NAME,
      latest,
    ]);
  }

  private async claim(sql: Sql, isAlive: (holder: string) => boolean): Promise<void> {
    const [row] = await sql.query<{ holder: string; expiresAt: number }>(
      'SELECT holder, expires_at AS expiresAt FROM lease WHERE name = ?',
      [NAME],
    );
    if (row?.holder === this.holder && this.claims.has(row.expiresAt)) return;
    if (row !== undefined && row.expiresAt > this.now() && isAlive(row.holder)) {
      throw busy(row.holder, Math.min(LASTS_MS, row.expiresAt - this.now()));
    }
    const until = this.now() + LASTS_MS;
    this.claims.add(until);
    if (row === undefined) {
      try {
        await sql.insert('lease', ['name', 'holder', 'expires_at'], [[NAME, this.holder, until]]);
      } catch (error) {
        throw error instanceof DuplicateKey ? busy('another process', LASTS_MS) : error;
      }
      return;
    }
    const taken = await sql.run(
      `UPDATE lease SET holder = ?, expires_at = ?
       WHERE name = ? AND holder = ? AND expires_at = ?`,
      [this.holder, until, NAME, row.holder, row.expiresAt],
    );
    if (taken !== 1) throw busy('another process', LASTS_MS);
  }

  private renewal(): [string, (string | number)[]] {
    return [
      'UPDATE lease SET expires_at = ? WHERE name = ? AND holder = ?',
      [this.now() + LASTS_MS, NAME, this.holder],
    ];
  }
}

/** Somebody else holds the lease. */
export class Busy extends OperatorError {}

function busy(holder: string, leftMs: number): Busy {
  const seconds = Math.max(1, Math.ceil(leftMs / 1000));
  const what = holder.startsWith('migration') ? 'a migration' : 'another import';
  return new Busy(
    `busy: ${what} is running (${holder}); try again when it has ended, ` +
      `or in ${seconds} s if it has died`,
  );
}
