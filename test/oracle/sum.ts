import { exactSum, known } from './exact.js';

/** Naive twin of `sum`. */
export function sum(values: readonly (number | null)[]): number {
  return exactSum(known(values));
}
