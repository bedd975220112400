import { CAP_TIERS, type CapTier } from '../methodology.js';
import { DAY_FLAG } from './derived/day-rows.js';
import { shortcutsOf } from './derived/shortcuts.js';
import type { Panel } from './panel.js';
import { tierAt } from './price-at.js';

/** `tierAt` for many securities and days, from the rows of a panel where it has them. */
export function tierReader(panel: Panel): (i: number, t: number) => CapTier {
  const placeOf = tierPlaces(panel);
  return (i, t) => CAP_TIERS[placeOf(i, t)] as CapTier;
}

/** The same as places in `CAP_TIERS`. */
export function tierPlaces(panel: Panel): (i: number, t: number) => number {
  const placeAt = (i: number, t: number) => CAP_TIERS.indexOf(tierAt(panel, i, t));
  const days = shortcutsOf(panel)?.days;
  if (days === undefined) return placeAt;
  const { firstDay, width, flags } = days;
  return (i, t) => {
    const code = flags[(t - firstDay) * width + i];
    return t < firstDay || code === undefined ? placeAt(i, t) : code & DAY_FLAG.TIER;
  };
}
