/** Naive twin of `advanceDeclineRatio`, for one day. */
export function advanceDeclineRatio(advancers: number, decliners: number): number | null {
  return decliners === 0 ? null : advancers / decliners;
}
