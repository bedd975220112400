/** Naive twin of `maxDrawdown`: tries every pair of days. */
export function maxDrawdown(levels: readonly (number | null)[]) {
  let deepest = { depth: null as number | null, peak: -1, trough: -1 };
  levels.forEach((low, trough) => {
    levels.slice(0, trough).forEach((high, peak) => {
      if (low === null || high === null || low >= high) return;
      const depth = (low - high) / high;
      if (deepest.depth === null || depth < deepest.depth) deepest = { depth, peak, trough };
    });
  });
  return deepest;
}
