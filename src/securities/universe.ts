import { LRUCache } from 'lru-cache';
import { membersOn } from '../panel/membership.js';
import { findIndex } from '../panel/find-index.js';
import type { CapTier } from '../methodology.js';
import { capTierOf } from '../methodology.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { industryAt, marketCapAt, sectorAt } from '../panel/price-at.js';
import { type NamedSecurities, nameSecurities } from './named-securities.js';
import type { Sector } from '../vocabulary.js';
import { dailyUniverse } from './daily-universe.js';

/** Restricts a set of securities: conditions by AND, the values of one list by OR. */
export interface SecurityFilter {
  readonly symbols?: readonly string[] | null;
  readonly index?: string | null;
  readonly capTiers?: readonly CapTier[] | null;
  readonly sectors?: readonly Sector[] | null;
  readonly industries?: readonly string[] | null;
  /** US dollars, inclusive. */
  readonly minMarketCap?: number | null;
  /** US dollars, exclusive. */
  readonly maxMarketCap?: number | null;
}

/** The day at which membership and properties are read (M3, M12). */
export type UniverseAt = 'START' | 'END' | 'DAILY';

export interface UniverseRequest {
  readonly where: SecurityFilter | null;
  /** Symbol of the index whose members are the widest set; null for all securities. */
  readonly index: string | null;
  readonly universeAt: UniverseAt;
  /** Day indices of the base close and the end close. */
  readonly base: number;
  readonly end: number;
}

/** The securities that a report is about. */
export interface Universe {
  /** Ordinals, ascending; with DAILY everyone who was in on some day. */
  readonly members: Int32Array;
  readonly universeAt: UniverseAt;
  readonly base: number;
  readonly end: number;
  /** What the symbols that are asked for mean; null where none are. */
  readonly named: NamedSecurities | null;
  /**
   * Whether the member at position `k` counts for the move of day index `t`: always with START and
   * END; with DAILY when it was in at the close of `t - 1`.
   */
  isMemberOn(k: number, t: number): boolean;
}

/** What a set must satisfy, with its names looked up. */
export interface Conditions {
  readonly where: SecurityFilter;
  /** What the symbols that are asked for mean; null for no such condition. */
  readonly named: NamedSecurities | null;
  /** All of them must hold a member. */
  readonly indices: readonly IndexColumns[];
}

/**
 * The set of a report, read on the base day, on the end day, or on each day at the close before it.
 * Errors: UNKNOWN_SYMBOL where no symbol is known, and UNKNOWN_INDEX, with suggestions.
 */
export function resolveUniverse(panel: Panel, request: UniverseRequest): Universe {
  const { universeAt, base, end } = request;
  const conditions = conditionsOf(panel, request);
  if (universeAt === 'DAILY') return dailyUniverse(panel, conditions, base, end);
  const members = membersAt(panel, conditions, universeAt === 'START' ? base : end);
  return { members, universeAt, base, end, named: conditions.named, isMemberOn: () => true };
}

const sets = new WeakMap<Panel, LRUCache<string, Int32Array>>();

/** Sets of one panel that are kept, for reports of an operation ask for the same ones. */
const KEPT = 64;

/** Who meets the conditions on a day index. */
function membersAt(panel: Panel, conditions: Conditions, t: number): Int32Array {
  const cache = sets.get(panel) ?? new LRUCache<string, Int32Array>({ max: KEPT });
  sets.set(panel, cache);
  const { where, named, indices } = conditions;
  const symbols = named === null ? null : [...named.requested.keys()];
  const key = JSON.stringify([t, { ...where, symbols }, indices.map(({ id }) => id)]);
  let members = cache.get(key);
  if (members === undefined) {
    members = candidatesOn(panel, conditions, t);
    if (isNarrow(conditions)) members = members.filter(testOn(panel, conditions, t));
    cache.set(key, members);
  }
  return members;
}

function conditionsOf(panel: Panel, request: UniverseRequest): Conditions {
  const where = request.where ?? {};
  const indices = [request.index, where.index].flatMap((symbol) =>
    symbol == null ? [] : [findIndex(panel, symbol)],
  );
  const by = panel.axis.day(request.end);
  const named = where.symbols == null ? null : nameSecurities(panel, where.symbols, by);
  return { where, named, indices };
}

/**
 * The test of a day index for a member of the first index, if any is asked for, with everything
 * that does not depend on the security looked up.
 */
function testOn(panel: Panel, { where, named, indices }: Conditions, t: number) {
  const memberships = indices.slice(1).map((index) => memberMask(panel, index, t));
  const hasProperties = propertyTest(panel, where, t);
  return (i: number): boolean =>
    (named === null || named.requested.has(i)) &&
    memberships.every((mask) => mask[i] === 1) &&
    hasProperties(i);
}

/** The condition of a filter on market value in US dollars, NaN unknown; null without any. */
export function sizeTest(where: SecurityFilter): ((cap: number) => boolean) | null {
  const tiers = asSet(where.capTiers);
  const min = where.minMarketCap ?? null;
  const max = where.maxMarketCap ?? null;
  if (tiers === null && min === null && max === null) return null;
  return (cap) =>
    (tiers === null || tiers.has(capTierOf(cap))) &&
    (min === null || cap >= min) &&
    (max === null || cap < max);
}

function propertyTest(panel: Panel, where: SecurityFilter, t: number): (i: number) => boolean {
  const hasSize = sizeTest(where);
  const sectors = asSet(where.sectors);
  const industries = asSet(where.industries);
  const on = panel.axis.day(t);
  return (i) => {
    if (hasSize !== null && !hasSize(marketCapAt(panel, i, t))) return false;
    if (sectors !== null && !sectors.has(sectorAt(panel, i, on))) return false;
    if (industries === null) return true;
    const industry = industryAt(panel, i, on);
    return industry !== null && industries.has(industry);
  };
}

function memberMask(panel: Panel, index: IndexColumns, t: number): Uint8Array {
  const mask = new Uint8Array(panel.securities.count);
  for (const i of membersOn(panel, index, panel.axis.day(t)).members) mask[i] = 1;
  return mask;
}

function asSet<T>(list: readonly T[] | null | undefined): Set<T> | null {
  return list == null ? null : new Set(list);
}

/** Whether anything but membership in one index is asked for. */
function isNarrow({ where, named, indices }: Conditions): boolean {
  const { sectors, industries } = where;
  const hasClass = sectors != null || industries != null;
  return named !== null || indices.length > 1 || hasClass || sizeTest(where) !== null;
}

/** The widest set that can hold a member: that of an index that is asked for, or all securities. */
function candidatesOn(panel: Panel, { indices }: Conditions, t: number): Int32Array {
  const [index] = indices;
  return index === undefined ? allOf(panel) : membersOn(panel, index, panel.axis.day(t)).members;
}

const all = new WeakMap<Panel, Int32Array>();

function allOf(panel: Panel): Int32Array {
  let securities = all.get(panel);
  if (securities === undefined) {
    securities = new Int32Array(panel.securities.count);
    for (let i = 0; i < securities.length; i++) securities[i] = i;
    all.set(panel, securities);
  }
  return securities;
}
