import { RequestError } from '../errors.js';
import { CAP_TIERS, type CapTier } from '../methodology.js';
import type { Panel } from '../panel/panel.js';
import { industryAt, sectorAt, tierAt } from '../panel/price-at.js';
import { tierReader } from '../panel/tier-reader.js';
import type { Sector } from '../vocabulary.js';

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
      return (i, t) => sectorAt(panel, i, panel.axis.day(t));
    case 'INDUSTRY':
      return (i, t) => industryAt(panel, i, panel.axis.day(t));
    case 'EXCHANGE':
      return (i) => panel.securities.exchanges[i] ?? null;
  }
}

/** The groups that occur among securities at the close of day index `t`, by first occurrence. */
export function groupMembers(
  panel: Panel,
  members: Int32Array,
  t: number,
  by: readonly GroupDimension[],
): MemberGroup[] {
  const found = new Map<string, { key: GroupKey; positions: number[] }>();
  const labelOf = groupLabeller(panel, by);
  members.forEach((i, k) => {
    const label = labelOf(i, t);
    const group = found.get(label);
    if (group === undefined) {
      found.set(label, { key: groupKeyAt(panel, i, t, by), positions: [k] });
    } else group.positions.push(k);
  });
  return [...found.values()].map(({ key, positions }) => ({
    key,
    positions: Int32Array.from(positions),
  }));
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
