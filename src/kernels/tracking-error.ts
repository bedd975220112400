import { volatility } from './volatility.js';

/**
 * Tracking error: annualised volatility of the daily returns of the subject less those of the
 * benchmark (M8). Days on which either is missing (NaN) are skipped; NaN below two days. Cost O(n).
 */
export function trackingError(subject: Float64Array, benchmark: Float64Array): number {
  return volatility(subject.map((own, t) => own - (benchmark[t] as number)));
}
