import { LRUCache } from 'lru-cache';
import type { Panel } from '../../panel/panel.js';
import { measureSet, type ShortQuestion } from '../short-set.js';
import { totalsOf } from './short-totals.js';

const caches = new WeakMap<Panel, LRUCache<string, number>>();

/**
 * Average value of all short selling in the window of a question, by its conventions, in US
 * dollars: the base of `shareOfAll`. Kept per panel, since every report over a window asks for it.
 */
export function allShortValue(question: ShortQuestion): number {
  const { panel, window, options } = question;
  const cache = caches.get(panel) ?? new LRUCache<string, number>({ max: 64 });
  caches.set(panel, cache);
  const { interpolation, knownOn, delisting } = options;
  const key = [window.base, window.end, interpolation, knownOn, delisting].join();
  const known = cache.get(key);
  if (known !== undefined) return known;
  const members = Int32Array.from({ length: panel.securities.count }, (_, i) => i);
  const { base, end } = window;
  const universeAt = 'END' as const;
  const universe = { members, universeAt, base, end, named: null, isMemberOn: () => true };
  const all = { ...question, universe, options: { ...options, universeAt } };
  const value = totalsOf(measureSet(all).lines, end - base).averageValue;
  cache.set(key, value);
  return value;
}
