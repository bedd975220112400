import { Kept } from '../panel/kept.js';
import type { IndexColumns, Panel } from '../panel/panel.js';
import { sectorAt } from '../panel/price-at.js';
import type { Day } from '../time/day.js';
import type { Sector } from '../vocabulary.js';
import { membersOn, weightsOn } from '../panel/membership.js';

export interface WeightOfSector {
  readonly sector: Sector;
  /** Share of the index; the sectors sum to 1. */
  readonly weight: number;
  readonly memberCount: number;
}

/**
 * Weights of an index by sector at the close of a day, heaviest first (M2). A member without a
 * weight counts as a member only. Without a day, the last one with both prices and members is read.
 * Null when no member has a weight.
 */
export function sectorWeights(
  panel: Panel,
  index: IndexColumns,
  on: Day | null,
): WeightOfSector[] | null {
  if (panel.axis.length === 0) return null;
  const day = Math.min(on ?? lastDayOf(index) ?? panel.axis.lastOn, panel.axis.lastOn);
  const sectors = kept.of(panel, `${index.symbol} ${day}`, () => weightsOfDay(panel, index, day));
  return sectors.length === 0 ? null : [...sectors];
}

/** Bytes of an entry of a list. */
const ENTRY_BYTES = 64;

const kept = new Kept<readonly WeightOfSector[]>(
  'sector weights',
  (sectors) => ENTRY_BYTES * sectors.length,
);

/** Nothing when no member has a weight. */
function weightsOfDay(panel: Panel, index: IndexColumns, day: Day): WeightOfSector[] {
  const { members } = membersOn(panel, index, day);
  const weights = weightsOn(panel, index, panel.axis.indexOnOrBefore(day), members);
  if (!weights.some((weight) => weight > 0)) return [];
  const found = new Map<Sector, { weight: number; memberCount: number }>();
  members.forEach((i, k) => {
    const sector = sectorAt(panel, i, day);
    const { weight, memberCount } = found.get(sector) ?? { weight: 0, memberCount: 0 };
    found.set(sector, { weight: weight + (weights[k] || 0), memberCount: memberCount + 1 });
  });
  return [...found]
    .map(([sector, sums]) => ({ sector, ...sums }))
    .sort((a, b) => b.weight - a.weight || (a.sector < b.sector ? -1 : 1));
}

/** The last list of holdings; null where spells say who is a member, up to this day. */
function lastDayOf({ spells, holdings }: IndexColumns): Day | null {
  return spells.length > 0 ? null : (holdings[holdings.length - 1]?.heldOn ?? null);
}
