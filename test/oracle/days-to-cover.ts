/** Naive twin of `daysToCover`, by long division of big integers. */
export function daysToCover(shares: number, volume: number): number {
  if (shares === 0) return 0;
  if (volume === 0) return 999.99;
  const hundredths = (BigInt(shares) * 100n) / BigInt(volume);
  const rest = BigInt(shares) * 100n - hundredths * BigInt(volume);
  const rounded = rest * 2n >= BigInt(volume) ? hundredths + 1n : hundredths;
  if (rounded < 100n) return 1;
  return rounded > 99_999n ? 999.99 : Number(rounded) / 100;
}
