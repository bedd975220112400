import type { Panel } from '../panel/panel.js';
import { resolveWindow, type WindowRequest } from '../time/window.js';

/** How much there is to compute with: what the cost of a report goes by. */
export interface MarketSize {
  /** Securities with prices or positions. */
  readonly securities: number;
  /** Trading days of a window, base day included; 0 for one that will be refused. */
  days(window: WindowRequest): number;
  /** The same for a window over reports of short positions, which may reach farther. */
  filingDays(window: WindowRequest): number;
}

/** Nothing to compute with: before the first load. */
export const NO_MARKET: MarketSize = { securities: 0, days: () => 0, filingDays: () => 0 };

/** The size of what a panel holds. */
export function marketSizeOf(panel: Panel | null): MarketSize {
  if (panel === null) return NO_MARKET;
  let count: number | undefined;
  return {
    get securities() {
      count ??= panel.securities.count;
      return count;
    },
    days: (window) => daysOf(panel, window, 0, panel.axis.length - 1),
    filingDays: (window) => {
      const { settlements } = panel.shorts;
      const first = Math.min(0, (settlements[0] ?? 0) - 1);
      const last = Math.max(panel.axis.length - 1, settlements.at(-1) ?? 0);
      return daysOf(panel, window, first, last);
    },
  };
}

function daysOf({ axis }: Panel, window: WindowRequest, first: number, last: number): number {
  if (axis.length === 0) return 0;
  try {
    const stored = { axis, firstOn: axis.day(first), lastOn: axis.day(last) };
    return resolveWindow(window, stored).tradingDays + 1;
  } catch {
    return 0;
  }
}
