/** A short position of one settlement: day index and shares. */
export interface Report {
  day: number;
  shares: number | null;
}

/** Naive twin of `fillShares`: looks the reports up afresh for one day. */
export function sharesOn(
  reports: readonly Report[],
  day: number,
  mode: 'STEP' | 'LINEAR' | 'STEP_BACK',
): number {
  const usable = reports.filter((report) => report.shares !== null) as {
    day: number;
    shares: number;
  }[];
  const last = usable.filter((report) => report.day <= day).at(-1);
  const next = usable.find((report) => report.day >= day);
  if (mode === 'STEP') return last?.shares ?? 0;
  if (mode === 'STEP_BACK') return next?.shares ?? last?.shares ?? 0;
  if (last === undefined) return 0;
  if (next === undefined || next.day === last.day) return last.shares;
  const part = (day - last.day) / (next.day - last.day);
  return last.shares * (1 - part) + next.shares * part;
}
