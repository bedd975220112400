/**
 * Order of two numbers, ascending with `sign` 1 and descending with -1: below 0 when `a` comes
 * first. NaN comes last either way; equal numbers, NaN among them, give 0.
 */
export function compareNumbers(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  // Infinity less infinity is no order.
  return a < b ? 0 - sign : a > b ? sign : 0;
}
