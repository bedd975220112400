import { RequestError } from '../errors.js';
import { CAP_TIERS, type CapTier } from '../methodology.js';
import type { Panel } from '../panel/panel.js';
import { fixedSectors, MOVED } from '../panel/derived/fixed-sectors.js';
import { industryAt, sectorAt, tierAt } from '../panel/price-at.js';
import { tierPlaces, tierReader } from '../panel/tier-reader.js';
import { SECTORS, type Sector } from '../vocabulary.js';

/** A property that securities can be grouped by. */
export type GroupDimension = 'CAP_TIER' | 'SECTOR' | 'INDUSTRY' | 'EXCHANGE';

/** What the members of a group share; null where the group is not formed by it, or unknown. */
export interface GroupKey {
  readonly label: string;
  readonly capTier: CapTier | null;
  readonly sector: Sector | null;
  readonly industry: string | null;
  readonly exchange: string | null;
}

/** A group: its key, and where its members stand in the list that was grouped. */
export interface MemberGroup {
  readonly key: GroupKey;
  readonly positions: Int32Array;
}

const MAX_DIMENSIONS = 3;

/** Refuses anything but one to three different properties. Error: BAD_USER_INPUT. */
export function checkDimensions(by: readonly GroupDimension[]): void {
  if (by.length < 1 || by.length > MAX_DIMENSIONS) {
    throw new RequestError(
      'BAD_USER_INPUT',
      `by must name one to ${MAX_DIMENSIONS} properties, not ${by.length}.`,
    );
  }
  const repeated = by.find((dimension, k) => by.indexOf(dimension) !== k);
  if (repeated !== undefined) {
    throw new RequestError('BAD_USER_INPUT', `by names ${repeated} more than once.`);
  }
}

/** The group of a security at the close of day index `t`. */
export function groupKeyAt(
  panel: Panel,
  i: number,
  t: number,
  by: readonly GroupDimension[],
): GroupKey {
  const on = panel.axis.day(t);
  const key = {
    capTier: by.includes('CAP_TIER') ? tierAt(panel, i, t) : null,
    sector: by.includes('SECTOR') ? sectorAt(panel, i, on) : null,
    industry: by.includes('INDUSTRY') ? industryAt(panel, i, on) : null,
    exchange: by.includes('EXCHANGE') ? (panel.securities.exchanges[i] ?? null) : null,
  };
  return { label: by.map((dimension) => word(dimension, key)).join(', '), ...key };
}

/**
 * The label of the group of a security at the close of a day index, worked out once a group; fast
 * when one security follows another day by day.
 */
export function groupLabeller(
  panel: Panel,
  by: readonly GroupDimension[],
): (i: number, t: number) => string {
  const readers = by.map((dimension) => valueReader(panel, dimension));
  const [only, ...more] = readers;
  if (only !== undefined && more.length === 0) return labelOne(panel, by, only);
  const labels = new Map<string, string>();
  const last: (string | null | undefined)[] = by.map(() => undefined);
  let label = '';
  return (i, t) => {
    let isSame = true;
    for (let n = 0; n < readers.length; n++) {
      const value = (readers[n] as ValueReader)(i, t);
      if (value !== last[n]) isSame = false;
      last[n] = value;
    }
    if (isSame) return label;
    const raw = last.join('|');
    label = labels.get(raw) ?? groupKeyAt(panel, i, t, by).label;
    labels.set(raw, label);
    return label;
  };
}

type ValueReader = (i: number, t: number) => string | null;

/** The same by a single property. */
function labelOne(
  panel: Panel,
  by: readonly GroupDimension[],
  read: ValueReader,
): (i: number, t: number) => string {
  const labels = new Map<string | null, string>();
  return (i, t) => {
    const value = read(i, t);
    let label = labels.get(value);
    if (label === undefined) {
      label = groupKeyAt(panel, i, t, by).label;
      labels.set(value, label);
    }
    return label;
  };
}

function valueReader(panel: Panel, dimension: GroupDimension): ValueReader {
  switch (dimension) {
    case 'CAP_TIER':
      return tierReader(panel);
    case 'SECTOR':
      return sectorReader(panel);
    case 'INDUSTRY':
      return (i, t) => industryAt(panel, i, panel.axis.day(t));
    case 'EXCHANGE':
      return (i) => panel.securities.exchanges[i] ?? null;
  }
}

function sectorReader(panel: Panel): ValueReader {
  const places = fixedSectors(panel);
  return (i, t) => {
    const place = places[i] as number;
    return place === MOVED ? sectorAt(panel, i, panel.axis.day(t)) : (SECTORS[place] as Sector);
  };
}

/** Numbers groups from 0 on, as they occur. */
export interface GroupNumberer {
  /** The number of the group of a security at the close of a day index. */
  of(i: number, t: number): number;
  /** The keys of those that have occurred, by number. */
  readonly keys: readonly GroupKey[];
}

/** Groups by number, so that many securities are divided without a word for each. */
export function groupNumberer(panel: Panel, by: readonly GroupDimension[]): GroupNumberer {
  const keys: GroupKey[] = [];
  const numbers = new Map<string, number>();
  const labelOf = groupLabeller(panel, by);
  const ofLabel = (i: number, t: number): number => {
    const label = labelOf(i, t);
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, keys.length);
    return keys.push(groupKeyAt(panel, i, t, by)) - 1;
  };
  const [only] = by;
  if (by.length > 1 || only === undefined) return { of: ofLabel, keys };
  if (only !== 'CAP_TIER') return { of: byValue(valueReader(panel, only), ofLabel), keys };
  const placeOf = tierPlaces(panel);
  const byPlace = new Int8Array(CAP_TIERS.length).fill(-1);
  const of = (i: number, t: number): number => {
    const place = placeOf(i, t);
    if ((byPlace[place] as number) < 0) byPlace[place] = ofLabel(i, t);
    return byPlace[place] as number;
  };
  return { of, keys };
}

/** The same number for the same value, looked up by the value alone. */
function byValue(read: ValueReader, numberOf: (i: number, t: number) => number) {
  const numbers = new Map<string | null, number>();
  return (i: number, t: number): number => {
    const value = read(i, t);
    let number = numbers.get(value);
    if (number === undefined) {
      number = numberOf(i, t);
      numbers.set(value, number);
    }
    return number;
  };
}

/** Where the entries of each number stand, ascending. Cost O(numbers). */
export function placesByNumber(numbers: Int32Array, count: number): Int32Array[] {
  const sizes = new Int32Array(count);
  for (const n of numbers) sizes[n] = (sizes[n] as number) + 1;
  const lists = Array.from(sizes, (size) => new Int32Array(size));
  for (let k = numbers.length - 1; k >= 0; k--) {
    const n = numbers[k] as number;
    const left = (sizes[n] as number) - 1;
    sizes[n] = left;
    (lists[n] as Int32Array)[left] = k;
  }
  return lists;
}

/** The groups that occur among securities at the close of day index `t`, by first occurrence. */
export function groupMembers(
  panel: Panel,
  members: Int32Array,
  t: number,
  by: readonly GroupDimension[],
): MemberGroup[] {
  const { of, keys } = groupNumberer(panel, by);
  const numbers = members.map((i) => of(i, t));
  const lists = placesByNumber(numbers, keys.length);
  return keys.map((key, n) => ({ key, positions: lists[n] as Int32Array }));
}

/** Orders groups by label, size classes by size: the smallest first, UNCLASSIFIED before it. */
export function compareKeys(a: GroupKey, b: GroupKey, by: readonly GroupDimension[]): number {
  for (const dimension of by) {
    const order =
      dimension === 'CAP_TIER'
        ? sizeOf(a.capTier) - sizeOf(b.capTier)
        : compareText(word(dimension, a), word(dimension, b));
    if (order !== 0) return order;
  }
  return 0;
}

function sizeOf(tier: CapTier | null): number {
  return tier === null || tier === 'UNCLASSIFIED' ? -1 : CAP_TIERS.indexOf(tier);
}

function word(dimension: GroupDimension, key: Omit<GroupKey, 'label'>): string {
  switch (dimension) {
    case 'CAP_TIER':
      return inWords(key.capTier as CapTier);
    case 'SECTOR':
      return inWords(key.sector as Sector);
    case 'INDUSTRY':
      return key.industry ?? 'Unknown industry';
    case 'EXCHANGE':
      return key.exchange ?? 'Unknown exchange';
  }
}

/** `HEALTH_CARE` as `Health Care`. */
function inWords(name: string): string {
  return name
    .split('_')
    .map((part) => part.charAt(0) + part.slice(1).toLowerCase())
    .join(' ');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
