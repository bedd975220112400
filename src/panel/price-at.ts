import type { CapTier } from '../methodology.js';
import { capTierOf } from '../methodology.js';
import type { Day } from '../time/day.js';
import type { Sector } from '../vocabulary.js';
import type { Panel } from './panel.js';

/** Where the price of a security ends when its listing ends (M19). */
export type DelistingRule = 'TERMINAL' | 'LAST_PRICE';

/**
 * Close of security `i` on day index `t`, in US dollars in the split basis of its last day (M19).
 * The last close is carried without limit; from the day of a recorded end its terminal price
 * counts. NaN before the first price.
 */
export function closeAt(panel: Panel, i: number, t: number, rule: DelistingRule = 'TERMINAL') {
  const { firstIndex, lastIndex, offsets, close } = panel.prices;
  const first = firstIndex[i] as number;
  const last = lastIndex[i] as number;
  if (first < 0 || t < first) return Number.NaN;
  if (t <= last) return close[(offsets[i] as number) + t - first] as number;
  const terminal = rule === 'TERMINAL' ? panel.securities.terminals[i] : null;
  if (
    terminal?.price != null &&
    hasEnded(panel, i, t) &&
    panel.axis.day(t) >= terminal.effectiveOn
  ) {
    return terminal.price;
  }
  return close[(offsets[i] as number) + last - first] as number;
}

/** Whether the listing of `i` had ended by the close of day index `t`. */
export function hasEnded(panel: Panel, i: number, t: number): boolean {
  return panel.prices.isDelisted[i] === 1 && t > (panel.prices.lastIndex[i] as number);
}

/**
 * Whether the listing of `i` ended by the close of day index `t` and nobody recorded what a share
 * was left with. A class that was converted lives on in the other, at a price that is stored.
 */
export function endsUnexplained(panel: Panel, i: number, t: number): boolean {
  const { terminals, conversionDays } = panel.securities;
  if (!hasEnded(panel, i, t) || terminals[i]?.price != null) return false;
  return (conversionDays[i] ?? []).length === 0;
}

/**
 * Trading days since the last print on or before day index `t`: 0 on a day with a trade. NaN before
 * the first print.
 */
export function priceAge(panel: Panel, i: number, t: number): number {
  const { firstIndex, lastIndex, offsets, hasTraded } = panel.prices;
  const first = firstIndex[i] as number;
  if (first < 0 || t < first) return Number.NaN;
  const offset = (offsets[i] as number) - first;
  for (let u = Math.min(t, lastIndex[i] as number); u >= first; u--) {
    if (hasTraded[offset + u] === 1) return t - u;
  }
  return Number.NaN;
}

/**
 * Market value of the company in US dollars at the close of day index `t`. After the last price it
 * moves with `closeAt`, so that a failed company ends in the size class of what was left. NaN
 * when unknown.
 */
export function marketCapAt(panel: Panel, i: number, t: number): number {
  const { firstIndex, lastIndex, offsets, close, marketCap } = panel.prices;
  const first = firstIndex[i] as number;
  const last = lastIndex[i] as number;
  if (first < 0 || t < first) return Number.NaN;
  const at = (offsets[i] as number) + Math.min(t, last) - first;
  const cap = marketCap[at] as number;
  return t <= last ? cap : (cap * closeAt(panel, i, t)) / (close[at] as number);
}

/** Size class of the company at the close of day index `t` (M12); UNCLASSIFIED when unknown. */
export function tierAt(panel: Panel, i: number, t: number): CapTier {
  return capTierOf(marketCapAt(panel, i, t));
}

/** Sector on a day; the first one known counts for earlier days. */
export function sectorAt(panel: Panel, i: number, on: Day): Sector {
  return at(panel.securities.classifications[i]?.sectors ?? [], on)?.sector ?? 'UNCLASSIFIED';
}

/** Industry on a day; the first one known counts for earlier days. Null when unknown. */
export function industryAt(panel: Panel, i: number, on: Day): string | null {
  return at(panel.securities.classifications[i]?.industries ?? [], on)?.industry ?? null;
}

/** New shares for one old share by the splits of `i` in (after, upTo], as day indices (M9). */
export function splitFactor(panel: Panel, i: number, after: number, upTo: number): number {
  const { offsets, index, values } = panel.prices.splits;
  let factor = 1;
  for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++) {
    const t = index[k] as number;
    if (t > after && t <= upTo) factor *= values[k] as number;
  }
  return factor;
}

function at<T extends { readonly fromOn: Day }>(dated: readonly T[], on: Day): T | undefined {
  let found = dated[0];
  for (const entry of dated) {
    if (entry.fromOn > on) break;
    found = entry;
  }
  return found;
}
