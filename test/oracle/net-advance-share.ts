/** Naive twin of `netAdvanceShare`, for one day: share that rose less share that fell. */
export function netAdvanceShare(
  advancers: number,
  decliners: number,
  eligible: number,
): number | null {
  return eligible === 0 ? null : advancers / eligible - decliners / eligible;
}
