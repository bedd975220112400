import { breadth } from '../kernels/breadth.js';
import type { Panel } from '../panel/panel.js';
import { closeAt } from '../panel/price-at.js';
import { isCovered } from './return-stats.js';
import { dividendGrowth, type ReturnBasis } from './security-return.js';

/** Members that rose and fell within one bucket; NaN when fewer than 90 % of them count. */
export interface BucketBreadth {
  readonly advancers: number;
  readonly decliners: number;
  readonly counted: number;
}

const UNKNOWN: BucketBreadth = {
  advancers: Number.NaN,
  decliners: Number.NaN,
  counted: Number.NaN,
};

/**
 * How many members rose and fell from the close of day index `from` to that of `to` (M5). A member
 * counts when it traded in between and had a close before; one that did not trade is never
 * unchanged.
 */
export function bucketBreadth(
  panel: Panel,
  members: Int32Array,
  from: number,
  to: number,
  basis: ReturnBasis,
): BucketBreadth {
  const moves = Float64Array.from(members, (i) => {
    if (!hasTradedWithin(panel, i, from, to)) return Number.NaN;
    const reinvested = basis === 'TOTAL' ? dividendGrowth(panel, i, from, to) : 1;
    return closeAt(panel, i, to) * reinvested - closeAt(panel, i, from);
  });
  const { priced, advancers, decliners } = breadth(moves);
  return isCovered(priced, members.length) ? { advancers, decliners, counted: priced } : UNKNOWN;
}

/** Whether a security has a print of its own on a day index in (from, to]. */
function hasTradedWithin(panel: Panel, i: number, from: number, to: number): boolean {
  const { firstIndex, lastIndex, offsets, hasTraded } = panel.prices;
  const first = firstIndex[i] as number;
  const offset = (offsets[i] as number) - first;
  const last = Math.min(to, lastIndex[i] as number);
  for (let t = Math.max(from + 1, first); t <= last; t++) {
    if (hasTraded[offset + t] === 1) return true;
  }
  return false;
}
