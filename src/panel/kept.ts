import { LRUCache } from 'lru-cache';
import { shortcutsOf } from './derived/shortcuts.js';
import type { Panel } from './panel.js';

/**
 * The last things of a kind that were worked out of a panel, by what they depend on beside it, so
 * that a question about the same set and window does not begin anew. What is kept must not change.
 * Nothing is kept where shortcuts are switched off; a new panel begins with nothing.
 */
export class Kept<T extends object> {
  readonly #byPanel = new WeakMap<Panel, LRUCache<string, T>>();

  /** `max` things are kept of one panel; the one that was not asked for longest goes first. */
  constructor(private readonly max: number) {}

  /** What was made for `key`, or what `make` makes now. `key` tells apart all that differs. */
  of(panel: Panel, key: string, make: () => T): T {
    if (shortcutsOf(panel) === null) return make();
    let cache = this.#byPanel.get(panel);
    if (cache === undefined) {
      cache = new LRUCache({ max: this.max });
      this.#byPanel.set(panel, cache);
    }
    let found = cache.get(key);
    if (found === undefined) {
      found = make();
      cache.set(key, found);
    }
    return found;
  }
}
