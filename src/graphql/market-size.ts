import type { Panel } from '../panel/panel.js';
import type { DayAxis } from '../time/day-axis.js';
import { reportDays } from '../time/report-days.js';
import { resolveWindow, type StoredDays, type WindowRequest } from '../time/window.js';

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
    days: (window) => {
      const { axis } = panel;
      return daysOf(window, axis, () => ({ axis, firstOn: axis.firstOn, lastOn: axis.lastOn }));
    },
    filingDays: (window) => {
      const { axis, shorts } = panel;
      return daysOf(window, axis, () => reportDays(axis, shorts.settlements));
    },
  };
}

function daysOf(window: WindowRequest, { length }: DayAxis, stored: () => StoredDays): number {
  if (length === 0) return 0;
  try {
    return resolveWindow(window, stored()).tradingDays + 1;
  } catch {
    return 0;
  }
}
