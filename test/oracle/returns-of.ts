/** Naive twin of `returnsOf`. */
export function returnsOf(levels: readonly (number | null)[]): (number | null)[] {
  return levels.slice(1).map((to, k) => {
    const from = levels[k] ?? null;
    return to === null || from === null ? null : to / from - 1;
  });
}
