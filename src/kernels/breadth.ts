/** Counts of a set by the sign of its returns. */
export interface Breadth {
  /** Members with a return: advancers, decliners and unchanged add up to it. */
  priced: number;
  advancers: number;
  decliners: number;
  unchanged: number;
}

/**
 * How many members rose, fell and stayed (M5). There is no tolerance: a return of exactly 0 is
 * unchanged. A missing (NaN) return is not counted. Cost O(n).
 */
export function breadth(returns: Float64Array): Breadth {
  let advancers = 0;
  let decliners = 0;
  let unchanged = 0;
  for (let i = 0; i < returns.length; i++) {
    const value = returns[i] as number;
    if (value > 0) advancers++;
    else if (value < 0) decliners++;
    else if (value === 0) unchanged++;
  }
  return { priced: advancers + decliners + unchanged, advancers, decliners, unchanged };
}
