/** Naive twin of `shareOfFloat`: the second figure by way of the first. */
export function shareOfFloat(shares: number, floatShares: number | null) {
  if (floatShares === null || floatShares <= 0) return { ofFloat: null, ofLongs: null };
  const ratio = shares / floatShares;
  return { ofFloat: ratio, ofLongs: ratio / (1 + ratio) };
}
