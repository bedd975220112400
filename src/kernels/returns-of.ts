/**
 * Simple returns from each level to the next, one fewer than levels (M8). NaN where either level is
 * missing or the earlier one is not positive. Cost O(n).
 */
export function returnsOf(levels: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(levels.length - 1, 0));
  for (let t = 0; t < returns.length; t++) {
    const from = levels[t] as number;
    returns[t] = from > 0 ? ((levels[t + 1] as number) - from) / from : NaN;
  }
  return returns;
}
