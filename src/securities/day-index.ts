import type { Panel } from '../panel/panel.js';
import type { Day } from '../time/day.js';

/** Index of the trading day that is read for a day, at most the last one with data. */
export function dayIndexFor(panel: Panel, on: Day | null | undefined): number {
  const last = panel.axis.length - 1;
  return on === null || on === undefined ? last : Math.min(panel.axis.indexOnOrBefore(on), last);
}
