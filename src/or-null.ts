/** A missing number leaves the panel as null: NaN, infinity and undefined become null. */
export function orNull(value: number | null | undefined): number | null {
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}
