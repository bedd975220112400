import { LRUCache } from 'lru-cache';
import { shortcutsOf } from './derived/shortcuts.js';
import type { Panel } from './panel.js';

/**
 * Bytes that all kinds of things together may take, in each thread, by their estimates: some
 * questions about a whole small market, or a few about every day of a large one.
 */
const BASE_BYTES = 8 * 1024 * 1024;
const BYTES_A_BAR = 2;

type Cache = LRUCache<string, object>;

/**
 * The last things of a kind that were worked out of a panel, by what they depend on beside it, so
 * that a question about the same set and window does not begin anew. What is kept must not change.
 * All kinds share the room that there is: what was not asked for longest goes first, and the last
 * one stays whatever it takes. Nothing is kept where shortcuts are switched off; a new panel begins
 * with nothing.
 */
export class Kept<T extends object> {
  /**
   * `kind` tells its keys from those of others. `bytesOf` estimates what a thing comes to once
   * everything has been asked of it.
   */
  constructor(
    private readonly kind: string,
    private readonly bytesOf: (thing: T) => number,
  ) {}

  /** What was made for `key`, or what `make` makes now. `key` tells apart all that differs. */
  of(panel: Panel, key: string, make: () => T): T {
    if (shortcutsOf(panel) === null) return make();
    const cache = cacheOf(panel);
    const name = `${this.kind} ${key}`;
    const known = cache.get(name) as T | undefined;
    if (known !== undefined) return known;
    const made = make();
    const bytes = OVERHEAD + 2 * name.length + Math.ceil(this.bytesOf(made));
    cache.set(name, made, { size: Math.min(bytes, cache.maxSize) });
    return made;
  }
}

/** Bytes of a thing without any numbers, about. */
const OVERHEAD = 1_000;

const caches = new WeakMap<Panel, Cache>();

function cacheOf(panel: Panel): Cache {
  let cache = caches.get(panel);
  if (cache === undefined) {
    const maxSize = BASE_BYTES + BYTES_A_BAR * panel.prices.close.length;
    cache = new LRUCache({ maxSize });
    caches.set(panel, cache);
  }
  return cache;
}

/** Bytes of all that is kept of a panel in this thread, by the estimates. */
export function keptBytes(panel: Panel): number {
  return caches.get(panel)?.calculatedSize ?? 0;
}
