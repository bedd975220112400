import { known } from './exact.js';

/** Naive twin of `median`: the value with as many values below it as above. */
export function median(values: readonly (number | null)[]): number | null {
  const all = known(values);
  const isMiddle = (value: number, half: number): boolean =>
    all.filter((other) => other < value).length <= half &&
    all.filter((other) => other > value).length <= half;
  const middle = all.filter((value) => isMiddle(value, all.length / 2));
  if (middle.length === 0) return null;
  return (Math.min(...middle) + Math.max(...middle)) / 2;
}
