/** Naive twin of `windowReturn`. */
export function windowReturn(start: number | null, end: number | null): number | null {
  return start === null || end === null || start <= 0 ? null : end / start - 1;
}
