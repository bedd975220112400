import type { IndexColumns, Panel } from '../../src/panel/panel.js';
import type { ReturnModel } from '../../src/returns/return-model.js';
import { type ReturnQuestion, reportReturns } from '../../src/returns/return-service.js';
import { type TinyMarket, tinyPanel } from '../support/tiny-panel.js';

const TECH = { sector: 'INFORMATION_TECHNOLOGY', industry: 'Software', exchange: 'NYSE' } as const;
const BANK = { sector: 'FINANCIALS', industry: 'Regional Banks', exchange: 'NASDAQ' } as const;

/**
 * Ten days and the ends of a price path: RISE and FALL, FLAT, QUIET without a trade at the end,
 * HALT without one for longer, PAID and GONE whose listings end, LATE that is listed within the
 * window, and NOCAP without a market value. IDX holds the first four; MOVE joins it as FALL leaves.
 */
export const MARKET: TinyMarket = {
  days: 10,
  securities: {
    RISE: { closes: [100, 110, 120, 130, 140, 150, 160, 170, 180, 200], shares: 1e8, ...TECH },
    FALL: { closes: [50, 49, 48, 47, 46, 45, 44, 43, 42, 40], shares: 2e8, ...BANK },
    FLAT: { closes: [10, 11, 12, 11, 10, 9, 10, 11, 10, 10], shares: 1e7, ...BANK },
    QUIET: { closes: [20, 21, 22, 23, 22, 22, 22, null, null, null], shares: 1e8, ...TECH },
    HALT: { closes: [30, 30, 30, ...Array(7).fill(null)], shares: 1e6, ...BANK },
    PAID: { closes: [40, 41, 42], shares: 1e8, ended: { kind: 'CASH', price: 44 }, ...TECH },
    GONE: { closes: [8, 4, 2], shares: 1e8, ended: { kind: 'UNKNOWN', price: null }, ...TECH },
    LATE: { closes: [null, null, 5, 6, 7, 8, 9, 10, 11, 12], shares: 1e8, ...TECH },
    NOCAP: { closes: [1, 1, 1, 1, 1, 1, 1, 1, 1, 3], ...TECH },
    MOVE: { closes: [60, 60, 60, 60, 60, 66, 66, 66, 66, 72], shares: 1e8, ...BANK },
  },
  indices: {
    IDX: {
      spells: {
        RISE: [[0, null]],
        FALL: [[0, 5]],
        FLAT: [[0, null]],
        QUIET: [[0, null]],
        MOVE: [[5, null]],
      },
      holdings: { 0: { RISE: 10, FALL: 20, FLAT: 50, QUIET: 25, MOVE: 10 } },
    },
  },
};

export const PANEL = tinyPanel(MARKET);
export const INDEX = PANEL.indices[0] as IndexColumns;

/** The report over all ten days of the market, or of another panel. */
export function report(question: Partial<ReturnQuestion> = {}, panel: Panel = PANEL): ReturnModel {
  return reportReturns(panel, { window: { preset: 'MAX' }, ...question });
}

export function symbolsOf(model: ReturnModel, securities: ArrayLike<number>): string[] {
  return Array.from(securities, (i) => model.panel.securities.symbols[i] as string);
}

/** Fails unless two numbers agree to 12 digits, NaN agreeing with NaN. */
export function assertClose(actual: number, expected: number, what = 'value'): void {
  const isClose =
    Object.is(actual, expected) ||
    Math.abs(actual - expected) <= 1e-12 * Math.max(1, Math.abs(expected));
  if (!isClose) throw new Error(`${what}: ${actual} is not ${expected}`);
}
