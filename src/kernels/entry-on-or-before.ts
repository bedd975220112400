/**
 * Position of the last of the ascending entries `from` up to but not including `to` that is at most
 * `value`, such as the report in force on a day (M10); `from - 1` when there is none. Cost
 * O(log(to - from)).
 */
export function entryOnOrBefore(
  ascending: ArrayLike<number>,
  from: number,
  to: number,
  value: number,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
