/**
 * Median: the middle value, or the mean of the middle two. NaN is left out; the median of nothing
 * is NaN. The input is not changed. Cost O(n log n). Methodology: M5.
 */
export function median(values: Float64Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
