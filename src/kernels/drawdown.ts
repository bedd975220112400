/** A fall from a peak to a trough, by positions in the input; -1 and NaN when there was none. */
export interface MaxDrawdown {
  /** Trough over peak less 1: negative. */
  depth: number;
  peak: number;
  trough: number;
}

/**
 * The deepest fall from a highest level so far, base included (M8). Missing (NaN) levels are
 * skipped. `depth` is NaN when no level lies below an earlier one. Of equal falls the first counts,
 * and of equal peaks the first. Levels are positive. Cost O(n).
 */
export function maxDrawdown(levels: Float64Array): MaxDrawdown {
  const deepest: MaxDrawdown = { depth: NaN, peak: -1, trough: -1 };
  let depth = 0;
  let peak = -1;
  let top = -Infinity;
  for (let t = 0; t < levels.length; t++) {
    const level = levels[t] as number;
    if (level > top) {
      top = level;
      peak = t;
    } else if (level < top && (level - top) / top < depth) {
      depth = (level - top) / top;
      deepest.depth = depth;
      deepest.peak = peak;
      deepest.trough = t;
    }
  }
  return deepest;
}
