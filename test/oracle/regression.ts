import { exactSum } from './exact.js';

/** Naive twin of `regression`: from the differences of all pairs of days, without a mean. */
export function regression(
  subject: readonly (number | null)[],
  benchmark: readonly (number | null)[],
) {
  const days = subject
    .map((y, t) => ({ y, x: benchmark[t] ?? null }))
    .filter((day) => day.y !== null && day.x !== null) as { y: number; x: number }[];
  const overPairs = (term: (a: (typeof days)[0], b: (typeof days)[0]) => number): number =>
    exactSum(days.flatMap((a, i) => days.slice(i + 1).map((b) => term(a, b))));
  const xy = overPairs((a, b) => (a.x - b.x) * (a.y - b.y));
  const xx = overPairs((a, b) => (a.x - b.x) ** 2);
  const yy = overPairs((a, b) => (a.y - b.y) ** 2);
  return {
    beta: xx === 0 ? null : xy / xx,
    correlation: xx * yy === 0 ? null : xy / Math.sqrt(xx * yy),
    count: days.length,
  };
}
