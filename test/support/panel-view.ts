import { findSecurity } from '../../src/panel/find-security.js';
import type { Panel } from '../../src/panel/panel.js';
import { type Day, formatDay } from '../../src/time/day.js';
import { type On, toDay } from './stored.js';

/** Ordinal of the security that used a symbol on a day, or used it last; fails without any. */
export function ordinal(panel: Panel, symbol: string, on: Day | null = null): number {
  const i = findSecurity(panel, symbol, on);
  if (i < 0) throw new Error(`no security ${symbol}`);
  return i;
}

/** The bars of a security: its column from its first day to its last. */
export function column(
  panel: Panel,
  symbol: string,
  name: 'close' | 'volume' | 'marketCap' | 'hasTraded' = 'close',
): number[] {
  const i = ordinal(panel, symbol);
  const { offsets, [name]: values } = panel.prices;
  return [...values.subarray(offsets[i], offsets[i + 1])];
}

/** Splits of a security as `YYYY-MM-DD ratio`. */
export function splitsOf(panel: Panel, symbol: string): string[] {
  const i = ordinal(panel, symbol);
  const { offsets, index, values } = panel.prices.splits;
  const own = [...index.subarray(offsets[i], offsets[i + 1])];
  return own.map((t, k) => `${formatDay(panel.axis.day(t))} ${values[(offsets[i] ?? 0) + k]}`);
}

/** Reports of a security as `YYYY-MM-DD shares`, in the basis of its last price. */
export function reportsOf(panel: Panel, symbol: string): string[] {
  const i = ordinal(panel, symbol);
  const { offsets, index, shares } = panel.shorts;
  const own = [...index.subarray(offsets[i], offsets[i + 1])];
  return own.map((t, k) => `${formatDay(panel.axis.day(t))} ${shares[(offsets[i] ?? 0) + k]}`);
}

/** The tickers of a security as `SYMBOL from to`. */
export function spellsOf(panel: Panel, i: number): string[] {
  return (panel.securities.spells[i] ?? []).map(
    ({ symbol, fromOn, toOn }) =>
      `${symbol} ${formatDay(fromOn)} ${toOn === null ? 'open' : formatDay(toOn)}`,
  );
}

/** Day index of a date on the axis of a panel. */
export function indexOf(panel: Panel, on: On): number {
  return panel.axis.indexOnOrBefore(toDay(on));
}
