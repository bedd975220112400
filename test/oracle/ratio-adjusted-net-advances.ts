/** Naive twin of `ratioAdjustedNetAdvances`, for one day. */
export function ratioAdjustedNetAdvances(advancers: number, decliners: number): number | null {
  const moved = advancers + decliners;
  return moved === 0 ? null : 1000 * (advancers / moved - decliners / moved);
}
