const SCALE = 2 ** 120;

/**
 * The sum of doubles without any rounding but the last, by way of big integers. Exact for values
 * that are 0 or at least 2^-60 in size.
 */
export function exactSum(values: readonly number[]): number {
  let total = 0n;
  for (const value of values) total += BigInt(Math.trunc(value * SCALE));
  return Number(total) / SCALE;
}

/** The known values of a column. */
export function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}
