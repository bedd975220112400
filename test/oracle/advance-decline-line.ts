/** One day of a set; null is a day that does not count. */
export type AdvanceDeclineDay = { advancers: number; decliners: number } | null;

/** Naive twin of `advanceDeclineLine`. */
export function advanceDeclineLine(days: readonly AdvanceDeclineDay[]): (number | null)[] {
  return days.map((day, t) => {
    if (day === null) return null;
    return days
      .slice(0, t + 1)
      .reduce((sum, past) => sum + (past?.advancers ?? 0) - (past?.decliners ?? 0), 0);
  });
}
