import { LRUCache } from 'lru-cache';
import type { Panel } from '../panel/panel.js';
import { marketCapAt } from '../panel/price-at.js';
import {
  resolveUniverse,
  type SecurityFilter,
  sizeTest,
  type UniverseRequest,
} from './universe.js';

/**
 * Securities that crossed the bounds of a filter by size within the window (M12): they satisfy it
 * on one of its two ends alone, and the rest of the filter on the day on which the set is read.
 * Ordinals, ascending. None without a condition on size; none with DAILY, which reads every day. An
 * unknown market value crosses nothing.
 */
export function sizeCrossers(panel: Panel, request: UniverseRequest): Int32Array {
  const { where, universeAt } = request;
  const holds = sizeTest(where ?? {});
  if (holds === null || universeAt === 'DAILY') return new Int32Array(0);
  const cache = found.get(panel) ?? new LRUCache<string, Int32Array>({ max: KEPT });
  found.set(panel, cache);
  const key = JSON.stringify(request);
  const crossers = cache.get(key) ?? findCrossers(panel, request, holds);
  cache.set(key, crossers);
  return crossers;
}

const found = new WeakMap<Panel, LRUCache<string, Int32Array>>();

/** Answers of one panel that are kept, for all reports of an operation ask the same. */
const KEPT = 64;

function findCrossers(
  panel: Panel,
  request: UniverseRequest,
  holds: (cap: number) => boolean,
): Int32Array {
  const { where, base, end } = request;
  const { members } = resolveUniverse(panel, { ...request, where: withoutSize(where) });
  return members.filter((i) => {
    const before = marketCapAt(panel, i, base);
    const after = marketCapAt(panel, i, end);
    if (Number.isNaN(before) || Number.isNaN(after)) return false;
    return holds(before) !== holds(after);
  });
}

function withoutSize(where: SecurityFilter | null): SecurityFilter {
  return { ...where, capTiers: null, minMarketCap: null, maxMarketCap: null };
}
