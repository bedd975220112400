import { volatility } from './volatility.js';

/** Naive twin of `trackingError`. */
export function trackingError(
  subject: readonly (number | null)[],
  benchmark: readonly (number | null)[],
): number | null {
  return volatility(
    subject.map((own, t) => {
      const other = benchmark[t] ?? null;
      return own === null || other === null ? null : own - other;
    }),
  );
}
