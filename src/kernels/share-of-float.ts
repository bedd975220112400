/** Shares short as shares of two bases. */
export interface ShareOfFloat {
  /** Over the float. May exceed 1. */
  ofFloat: number;
  /** Over the float plus the shares short, all that is held long: below 1. */
  ofLongs: number;
}

/**
 * Short interest relative to the float (M15): T = shares / float, and T / (1 + T). NaN for both
 * when the float is missing or not positive, or the shares are missing. Cost O(1).
 */
export function shareOfFloat(shares: number, floatShares: number): ShareOfFloat {
  if (!(floatShares > 0)) return { ofFloat: NaN, ofLongs: NaN };
  return { ofFloat: shares / floatShares, ofLongs: shares / (floatShares + shares) };
}
