import { standardDeviation } from './standard-deviation.js';

/** Naive twin of `volatility`. */
export function volatility(returns: readonly (number | null)[]): number | null {
  const daily = standardDeviation(returns);
  return daily === null ? null : Math.sqrt(daily * daily * 252);
}
