import type { Panel } from '../panel/panel.js';
import { resolveWindow, type WindowRequest } from '../time/window.js';

/** How much there is to compute with: what the cost of a report goes by. */
export interface MarketSize {
  /** Securities with prices or positions. */
  readonly securities: number;
  /** Trading days of a window, base day included; 0 for one that will be refused. */
  days(window: WindowRequest): number;
}

/** Nothing to compute with: before the first load. */
export const NO_MARKET: MarketSize = { securities: 0, days: () => 0 };

/** The size of what a panel holds. */
export function marketSizeOf(panel: Panel | null): MarketSize {
  if (panel === null) return NO_MARKET;
  return {
    get securities() {
      return panel.securities.count;
    },
    days: (window) => {
      const { axis } = panel;
      if (axis.length === 0) return 0;
      try {
        const { firstOn, lastOn } = axis;
        return resolveWindow(window, { axis, firstOn, lastOn }).tradingDays + 1;
      } catch {
        return 0;
      }
    },
  };
}
