/** Naive twin of `upCapture`, by growth of one dollar. */
export function upCapture(
  subject: readonly (number | null)[],
  benchmark: readonly (number | null)[],
): number | null {
  const days = subject
    .map((y, t) => ({ y, x: benchmark[t] ?? null }))
    .filter(({ y, x }) => y !== null && x !== null && x > 0) as { y: number; x: number }[];
  if (days.length === 0) return null;
  const growth = (returns: number[]): number =>
    returns.reduce((dollars, value) => dollars * (1 + value), 1);
  return (growth(days.map(({ y }) => y)) - 1) / (growth(days.map(({ x }) => x)) - 1);
}
