/** Naive twin of `breadth`. */
export function breadth(returns: readonly (number | null)[]) {
  return {
    priced: returns.filter((value) => value !== null).length,
    advancers: returns.filter((value) => value !== null && value > 0).length,
    decliners: returns.filter((value) => value !== null && value < 0).length,
    unchanged: returns.filter((value) => value === 0).length,
  };
}
