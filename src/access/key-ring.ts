import type { Role } from '../graphql/limits.js';
import type { StoredKey } from '../store/access-keys.js';
import { hasHash, hashOf, readKey } from './key-text.js';
import { isRole } from './roles.js';

/** Who a key stands for. */
export interface KeyHolder {
  readonly id: string;
  readonly role: Role;
}

/** Compared with when there is no such key, so that an unknown one takes as long as a wrong one. */
const NO_HASH = hashOf('');

/** After an unknown key, which may be new, the store is asked again; at most this often, in ms. */
const ASK_AGAIN_MS = 1_000;

/**
 * The keys of the store in memory. They are read again every `refreshMs`, so that a revoked key
 * stops within that time. A store that does not answer leaves the keys as they were.
 */
export class KeyRing {
  #keys = new Map<string, StoredKey>();
  #timer: NodeJS.Timeout | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(
    private readonly read: () => Promise<StoredKey[]>,
    private readonly refreshMs: number,
    private readonly now: () => number,
    private readonly fail: (error: unknown) => void,
  ) {}

  /** Reads the keys and begins to refresh them. Rejects if the store fails. */
  async start(): Promise<void> {
    await this.#load();
    this.#timer = setInterval(() => this.refresh(), this.refreshMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Whether any key counts now. */
  get hasKeys(): boolean {
    return [...this.#keys.values()].some((key) => this.#counts(key));
  }

  /** Reads the keys now. Never rejects. */
  refresh(): Promise<void> {
    this.#reading ??= this.#load()
      .catch(this.fail)
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  /** Who holds a key; null for a text that is no key, and for one that does not count. */
  async holderOf(text: string): Promise<KeyHolder | null> {
    const parts = readKey(text);
    if (parts === null) return null;
    if (!this.#keys.has(parts.id) && this.now() - this.#readAt >= ASK_AGAIN_MS) {
      await this.refresh();
    }
    const key = this.#keys.get(parts.id);
    const isRight = hasHash(parts.secret, key?.secretHash ?? NO_HASH);
    if (key === undefined || !isRight || !this.#counts(key) || !isRole(key.role)) return null;
    return { id: key.id, role: key.role };
  }

  #counts({ revokedAt, expiresAt }: StoredKey): boolean {
    return revokedAt === null && (expiresAt === null || expiresAt > this.now());
  }

  async #load(): Promise<void> {
    this.#readAt = this.now();
    const keys = await this.read();
    this.#keys = new Map(keys.map((key) => [key.id, key]));
  }
}
