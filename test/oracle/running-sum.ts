import { exactSum, known } from './exact.js';

/** Naive twin of `runningSum`. */
export function runningSum(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value, t) =>
    value === null ? null : exactSum(known(values.slice(0, t + 1))),
  );
}
