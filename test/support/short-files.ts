import { addTradingDays } from '../../src/time/calendar.js';
import { day } from '../../src/time/day.js';
import { type PriceSpec, type ShortSpec, bars } from './stored.js';

/** First session of markets that are written by day index. */
export const FIRST_ON = day('2023-06-01');

/** The day of an index from `FIRST_ON` on. */
export const dateOf = (t: number) => addTradingDays(FIRST_ON, t);

/** Names that fill a market: enough for some more or less to be no hole in a file. */
const FILLERS = 50;

/**
 * Rows of others in the files of some settlements: enough on each market for the files to be
 * complete. `publishedOn` is in day indices.
 */
export function otherRows(
  settled: readonly number[],
  publishedOn: (t: number) => number = (t) => t,
  exchanges: readonly string[] = ['NYSE', 'OTC'],
): ShortSpec[] {
  return settled.flatMap((t) =>
    exchanges.flatMap((exchange) =>
      Array.from({ length: FILLERS }, (_, k) => ({
        symbol: `${exchange}${lettersOf(k)}`,
        settledOn: dateOf(t),
        publishedOn: dateOf(publishedOn(t)),
        shares: 1000 + k,
        exchange,
      })),
    ),
  );
}

/** AA, AB and so on. */
function lettersOf(k: number): string {
  return String.fromCharCode(65 + Math.floor(k / 26), 65 + (k % 26));
}

/** Closes of a share that trades on all days of a market. */
export function steadyBars(symbol: string, days: number): PriceSpec[] {
  return bars(symbol, FIRST_ON, Array<number>(days).fill(10));
}
