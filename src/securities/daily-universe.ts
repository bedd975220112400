import { memberDays } from '../panel/membership.js';
import { CAP_TIER_BOUNDS, type CapTier } from '../methodology.js';
import type { Panel } from '../panel/panel.js';
import { industryAt, marketCapAt, sectorAt } from '../panel/price-at.js';
import type { Day } from '../time/day.js';
import type { Conditions, SecurityFilter, Universe } from './universe.js';

/**
 * The set that is read at the close before each day in (base, end] (M3, M12), which is the one that
 * START gives for a window that begins on that close. Only those are looked at who are members of
 * the indices at all, each once for all days. Cost O(candidates x days).
 */
export function dailyUniverse(
  panel: Panel,
  conditions: Conditions,
  base: number,
  end: number,
): Universe {
  const days = end - base;
  const { candidates, mask } = candidateDays(panel, conditions, base, days);
  const narrow = narrowing(panel, conditions.where, base);
  const kept = Int32Array.from(candidates.keys()).filter((row) => {
    const own = mask.subarray(row * days, (row + 1) * days);
    narrow(candidates[row] as number, own);
    return own.includes(1);
  });
  return {
    members: kept.map((row) => candidates[row] as number),
    universeAt: 'DAILY',
    base,
    end,
    named: conditions.named,
    isMemberOn: (k, t) => mask[(kept[k] as number) * days + (t - 1 - base)] === 1,
  };
}

/** Who is named and held by every index, ascending, and on which closes: a row of days each. */
function candidateDays(
  panel: Panel,
  { named, indices }: Conditions,
  base: number,
  days: number,
): { candidates: Int32Array; mask: Uint8Array } {
  const held = indices.map((index) => memberDays(panel, index, base, days));
  const widest =
    held[0]?.members ?? Int32Array.from({ length: panel.securities.count }, (_, i) => i);
  const rows = held.map(({ members }) => new Map(Array.from(members, (i, k) => [i, k])));
  const candidates = widest.filter(
    (i) => (named === null || named.requested.has(i)) && rows.every((row) => row.has(i)),
  );
  const mask = new Uint8Array(candidates.length * days).fill(1);
  held.forEach(({ isIn }, n) => {
    candidates.forEach((i, k) => {
      const row = (rows[n]?.get(i) as number) * days;
      for (let d = 0; d < days; d++) mask[k * days + d]! &= isIn[row + d] as number;
    });
  });
  return { candidates, mask };
}

/** Clears the days of a security, entry 0 being the base day, that miss a condition. */
type Narrow = (i: number, row: Uint8Array) => void;

function narrowing(panel: Panel, where: SecurityFilter, base: number): Narrow {
  const { classifications } = panel.securities;
  const parts = [
    narrowByCap(panel, where, base),
    narrowByClass(panel, where.sectors, base, {
      isFixed: (i) => (classifications[i]?.sectors.length ?? 0) < 2,
      classAt: (i, on) => sectorAt(panel, i, on),
    }),
    narrowByClass(panel, where.industries, base, {
      isFixed: (i) => (classifications[i]?.industries.length ?? 0) < 2,
      classAt: (i, on) => industryAt(panel, i, on),
    }),
  ].filter((part) => part !== null);
  return (i, row) => {
    for (const narrow of parts) narrow(i, row);
  };
}

/** By size class and market value; null when neither is asked for. */
function narrowByCap(panel: Panel, where: SecurityFilter, base: number): Narrow | null {
  const { capTiers, minMarketCap, maxMarketCap } = where;
  if (capTiers == null && minMarketCap == null && maxMarketCap == null) return null;
  const { firstIndex, lastIndex, offsets, marketCap } = panel.prices;
  const isWanted = capTiers == null ? null : tierTest(capTiers);
  const min = minMarketCap ?? null;
  const max = maxMarketCap ?? null;
  const isIn = (cap: number): boolean =>
    (isWanted === null || isWanted(cap)) &&
    (min === null || cap >= min) &&
    (max === null || cap < max);
  return (i, row) => {
    const first = firstIndex[i] as number;
    const last = lastIndex[i] as number;
    const offset = (offsets[i] as number) - first;
    if (first < 0) {
      if (!isIn(Number.NaN)) row.fill(0);
      return;
    }
    for (let d = 0; d < row.length; d++) {
      const t = base + d;
      const isListed = t >= first && t <= last;
      const cap = isListed ? (marketCap[offset + t] as number) : marketCapAt(panel, i, t);
      if (!isIn(cap)) row[d] = 0;
    }
  };
}

/** Whether a market value is in one of some size classes (M12): a few comparisons, no names. */
function tierTest(capTiers: readonly CapTier[]): (cap: number) => boolean {
  const takesUnknown = capTiers.includes('UNCLASSIFIED');
  const [only, ...more] = rangesOf(capTiers);
  if (only !== undefined && more.length === 0) {
    return (cap) => (cap >= 0 ? cap >= only.min && cap < only.max : takesUnknown);
  }
  const ranges = rangesOf(capTiers);
  return (cap) => {
    if (!(cap >= 0)) return takesUnknown;
    for (const { min, max } of ranges) if (cap >= min && cap < max) return true;
    return false;
  };
}

/** The ranges of market value of some size classes, neighbours as one; `max` is exclusive. */
function rangesOf(capTiers: readonly CapTier[]): { min: number; max: number }[] {
  const ranges: { min: number; max: number }[] = [];
  for (const { capTier, min, max } of CAP_TIER_BOUNDS) {
    if (!capTiers.includes(capTier)) continue;
    const last = ranges.at(-1);
    if (last?.max === min) last.max = max ?? Number.POSITIVE_INFINITY;
    else ranges.push({ min, max: max ?? Number.POSITIVE_INFINITY });
  }
  return ranges;
}

/** A dated class of securities, such as the sector. */
interface DatedClass<T> {
  isFixed(i: number): boolean;
  classAt(i: number, on: Day): T | null;
}

/** By sector or industry; null when it is not asked for. */
function narrowByClass<T>(
  { axis }: Panel,
  wanted: readonly T[] | null | undefined,
  base: number,
  { isFixed, classAt }: DatedClass<T>,
): Narrow | null {
  if (wanted == null) return null;
  const names = new Set<T | null>(wanted);
  return (i, row) => {
    if (isFixed(i)) {
      if (!names.has(classAt(i, axis.day(base)))) row.fill(0);
      return;
    }
    for (let d = 0; d < row.length; d++) {
      if (!names.has(classAt(i, axis.day(base + d)))) row[d] = 0;
    }
  };
}
