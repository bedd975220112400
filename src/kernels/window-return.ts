/**
 * Simple return from one price to another, `end / start - 1`, as a ratio that is never annualised
 * (M1). Its sign is exactly that of the change. NaN when a price is missing or `start` is not
 * positive; -1 for an end at 0. Cost O(1).
 */
export function windowReturn(start: number, end: number): number {
  return start > 0 ? (end - start) / start : NaN;
}
