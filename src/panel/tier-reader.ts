import { CAP_TIERS, type CapTier } from '../methodology.js';
import { DAY_FLAG } from './derived/day-rows.js';
import { shortcutsOf } from './derived/shortcuts.js';
import type { Panel } from './panel.js';
import { tierAt } from './price-at.js';

/** `tierAt` for many securities and days, from the rows of a panel where it has them. */
export function tierReader(panel: Panel): (i: number, t: number) => CapTier {
  const days = shortcutsOf(panel)?.days;
  if (days === undefined) return (i, t) => tierAt(panel, i, t);
  const { firstDay, width, flags } = days;
  return (i, t) => {
    const code = flags[(t - firstDay) * width + i];
    return t < firstDay || code === undefined
      ? tierAt(panel, i, t)
      : (CAP_TIERS[code & DAY_FLAG.TIER] as CapTier);
  };
}
