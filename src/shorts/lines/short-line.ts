import { dividendsPaid, financingCost } from '../../kernels/short-costs.js';
import { shortPnl } from '../../kernels/short-pnl.js';
import { sum } from '../../kernels/sum.js';
import type { ShortOptions } from '../short-options.js';
import type { WindowColumns } from './window-columns.js';

/**
 * The short selling of one security over a run of days, in US dollars; sums of lines are sums of
 * these fields. With the set read on one day the run is the window; with DAILY a security has a run
 * for each stay in a group.
 */
export interface ShortLine {
  readonly security: number;
  /** First and last counted move as offsets from the base day: 1 is the day after the base. */
  readonly from: number;
  readonly to: number;
  readonly pnl: number;
  readonly dailyPnl: number;
  readonly averagePositionPnl: number;
  readonly startPositionPnl: number;
  /** Sum of the closing values of the counted days, the base day among them where it counts. */
  readonly valueSum: number;
  readonly startValue: number;
  readonly endValue: number;
  readonly netShorting: number;
  readonly priceEffect: number;
  readonly dividends: number;
  readonly financing: number;
  /** Mean shares short over all moves of the window. */
  readonly meanShares: number;
}

/** A profit or loss smaller than this a share is neither: half a cent (M11). */
export const FLAT_BAND = 0.005;

/**
 * Measures the loaded security over the moves `from` to `to` (M11, M14). The base day belongs to
 * the run that starts with the first move of the window.
 */
export function measureLine(
  columns: WindowColumns,
  security: number,
  span: { from: number; to: number },
  options: ShortOptions,
): ShortLine {
  const { shares, close } = columns;
  const { from, to } = span;
  const days = to - from + 2;
  const result = shortPnl(shares, close, from - 1, to);
  const before = (shares[from - 1] as number) * (close[from - 1] as number);
  const isWhole = from === 1;
  const valueSum = result.averageValue * days - (isWhole || Number.isNaN(before) ? 0 : before);
  const meanShares = meanOfMoves(shares);
  const fall = fallOver(close, span);
  const averagePositionPnl = meanShares * fall;
  const startPositionPnl = Number.isNaN(close[0] as number) ? 0 : (shares[0] as number) * fall;
  return {
    security,
    from,
    to,
    pnl: pnlBy(options, result.pnl, averagePositionPnl, startPositionPnl),
    dailyPnl: result.pnl,
    averagePositionPnl,
    startPositionPnl,
    valueSum,
    startValue: isWhole ? result.startValue : 0,
    endValue: to === shares.length - 1 ? result.endValue : 0,
    netShorting: result.netShorting,
    priceEffect: result.priceEffect,
    dividends: dividendsIn(columns, security, span, options),
    financing: financingIn(columns, security, span, options),
    meanShares,
  };
}

/** Whether a position made (1) or lost (-1) at least half a cent a share, or neither (0). */
export function outcomeOf(pnl: number, meanShares: number): -1 | 0 | 1 {
  const aShare = pnl / meanShares;
  if (aShare >= FLAT_BAND) return 1;
  return aShare <= -FLAT_BAND ? -1 : 0;
}

/**
 * A stay in a DAILY set counts the mean or starting shares of the whole window over its own days,
 * so that stays and groups add up by every method.
 */
export function pnlBy(
  { method }: ShortOptions,
  dailyPnl: number,
  averagePositionPnl: number,
  startPositionPnl: number,
): number {
  if (method === 'DAILY_MARK_TO_MARKET') return dailyPnl;
  return method === 'AVERAGE_POSITION' ? averagePositionPnl : startPositionPnl;
}

function meanOfMoves(shares: Float64Array): number {
  return sum(shares, 0, shares.length - 1) / (shares.length - 1);
}

/** Fall of the price over a run of moves, from its first close to its last. */
function fallOver(close: Float64Array, { from, to }: { from: number; to: number }): number {
  let first = from - 1;
  while (first < to && Number.isNaN(close[first] as number)) first++;
  return (close[first] as number) - (close[to] as number);
}

export function dividendsIn(
  columns: WindowColumns,
  security: number,
  { from, to }: { from: number; to: number },
  { basis }: ShortOptions,
): number {
  if (basis === 'PRICE') return 0;
  return dividendsPaid(columns.shares, columns.dividends(security), from - 1, to);
}

export function financingIn(
  columns: WindowColumns,
  security: number,
  { from, to }: { from: number; to: number },
  { financing }: ShortOptions,
): number {
  const fees = columns.fees(security, financing);
  if (fees === null) return 0;
  return financingCost(columns.shares, columns.close, columns.calendarDays, fees, from - 1, to);
}
