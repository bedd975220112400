import type { Panel } from '../panel/panel.js';
import {
  type GroupDimension,
  type GroupKey,
  groupKeyAt,
  groupLabeller,
} from '../securities/group-members.js';
import type { Universe } from '../securities/universe.js';

/** Who counts in a set on which days of (base, end]. */
export interface Roster {
  /** Security ordinals, ascending. */
  readonly members: Int32Array;
  /** Day indices. */
  readonly base: number;
  readonly end: number;
  /** A row of days a member, 1 on days whose move counts; null when everyone always counts. */
  readonly mask: Uint8Array | null;
}

/** A roster divided into groups, each member being in one group a day. */
export interface DividedRoster {
  readonly roster: Roster;
  readonly keys: readonly GroupKey[];
  /** Place of the key, as `mask` is laid out; -1 on days that do not count. */
  readonly groups: Int32Array;
}

/** The roster of a set that is formed on one day: all its members count on all days. */
export function fixedRoster(members: Int32Array, base: number, end: number): Roster {
  return { members, base, end, mask: null };
}

/** The roster of a set that is read each day (M3). */
export function dailyRoster({ members, base, end, isMemberOn }: Universe): Roster {
  const days = end - base;
  const mask = new Uint8Array(members.length * days);
  for (let k = 0; k < members.length; k++) {
    for (let d = 0; d < days; d++) {
      if (isMemberOn(k, base + 1 + d)) mask[k * days + d] = 1;
    }
  }
  return { members, base, end, mask };
}

/** Groups of a roster, each day by the properties at the close before it (M3). */
export function divideRoster(
  panel: Panel,
  roster: Roster,
  by: readonly GroupDimension[],
): DividedRoster {
  const { members, base, end, mask } = roster;
  const days = end - base;
  const groups = new Int32Array(members.length * days).fill(-1);
  const keys: GroupKey[] = [];
  const places = new Map<string, number>();
  const labelOf = groupLabeller(panel, by);
  for (let at = 0; at < groups.length; at++) {
    if (mask?.[at] === 0) continue;
    const i = members[Math.floor(at / days)] as number;
    const t = base + (at % days);
    const label = labelOf(i, t);
    let place = places.get(label);
    if (place === undefined) {
      place = keys.length;
      places.set(label, place);
      keys.push(groupKeyAt(panel, i, t, by));
    }
    groups[at] = place;
  }
  return { roster, keys, groups };
}

/** The roster of one group: whoever was in it on some day, which may be nobody. */
export function rosterOfGroup({ roster, keys, groups }: DividedRoster, label: string): Roster {
  const { members, base, end } = roster;
  const days = end - base;
  const place = keys.findIndex((key) => key.label === label);
  const isEver = (k: number): boolean =>
    place >= 0 && groups.subarray(k * days, (k + 1) * days).includes(place);
  const own = Int32Array.from(members.keys()).filter(isEver);
  const mask = new Uint8Array(own.length * days);
  own.forEach((k, row) => {
    for (let d = 0; d < days; d++) mask[row * days + d] = Number(groups[k * days + d] === place);
  });
  return { members: own.map((k) => members[k] as number), base, end, mask };
}

/** How many members count on each day. */
export function rosterSizes({ members, base, end, mask }: Roster): Float64Array {
  const days = end - base;
  const sizes = new Float64Array(days);
  if (mask === null) return sizes.fill(members.length);
  for (let at = 0; at < mask.length; at++) {
    sizes[at % days] = (sizes[at % days] as number) + (mask[at] as number);
  }
  return sizes;
}
