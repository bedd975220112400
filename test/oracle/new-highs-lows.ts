import { known } from './exact.js';

/** Naive twin of `NewHighsLows` for one member on one day; null where it is not eligible. */
export function newHighLow(close: readonly (number | null)[], t: number, lookback: number) {
  const closes = known(close.slice(Math.max(t - lookback + 1, 0), t + 1));
  if (closes.length < lookback) return null;
  return { isHigh: close[t] === Math.max(...closes), isLow: close[t] === Math.min(...closes) };
}
