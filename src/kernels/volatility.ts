import { standardDeviation } from './standard-deviation.js';

const TRADING_DAYS_PER_YEAR = 252;

/**
 * Annualised volatility of simple daily returns: sample standard deviation times sqrt(252) (M8).
 * Missing (NaN) returns are skipped; NaN below two returns. Cost O(n).
 */
export function volatility(returns: Float64Array): number {
  return standardDeviation(returns) * Math.sqrt(TRADING_DAYS_PER_YEAR);
}
