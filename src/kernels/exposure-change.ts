/** Two parts that add up to the change of the value of a position. */
export interface ExposureParts {
  priceEffect: number;
  netShorting: number;
}

/** The change of the value of a position between two points, and two ways to divide it. */
export interface ExposureChange {
  valueChange: number;
  /** Price change on the first shares, share change at the last price. */
  laspeyres: ExposureParts;
  /** Both changes at the means of the two points. */
  midpoint: ExposureParts;
}

/**
 * Divides the change of N x P between two points into price and shares (M14):
 *
 *     laspeyres: N0 dP + dN P1        midpoint: (N0 + N1)/2 dP + dN (P0 + P1)/2
 *
 * An increase is positive. NaN in, NaN out. The chained form over many days is in `shortPnl`.
 * Cost O(1).
 */
export function exposureChange(
  startShares: number,
  startPrice: number,
  endShares: number,
  endPrice: number,
): ExposureChange {
  const shareChange = endShares - startShares;
  const priceChange = endPrice - startPrice;
  return {
    valueChange: endShares * endPrice - startShares * startPrice,
    laspeyres: {
      priceEffect: startShares * priceChange,
      netShorting: shareChange * endPrice,
    },
    midpoint: {
      priceEffect: ((startShares + endShares) / 2) * priceChange,
      netShorting: shareChange * ((startPrice + endPrice) / 2),
    },
  };
}
