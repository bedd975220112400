/** Naive twin of `exposureChange`: what is left once one of the two is held still. */
export function exposureChange(n0: number, p0: number, n1: number, p1: number) {
  return {
    valueChange: n1 * p1 - n0 * p0,
    laspeyres: { priceEffect: n0 * p1 - n0 * p0, netShorting: n1 * p1 - n0 * p1 },
    midpoint: {
      priceEffect: (n0 * p1 - n0 * p0 + (n1 * p1 - n1 * p0)) / 2,
      netShorting: (n1 * p0 - n0 * p0 + (n1 * p1 - n0 * p1)) / 2,
    },
  };
}
