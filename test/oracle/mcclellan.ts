import { exactSum, known } from './exact.js';

type Values = readonly (number | null)[];

/** Naive twin of `mcclellan`: each average from its weights on all values so far. */
export function mcclellan(values: Values, from: number) {
  const days = values.slice(from).map((_, k) => from + k);
  const fast = days.map((t) => average(values, t, 0.1));
  const slow = days.map((t) => average(values, t, 0.05));
  const oscillator = days.map((t, k) =>
    values[t] === null ? null : (fast[k] as number) - (slow[k] as number),
  );
  const summation = oscillator.map((value, k) =>
    value === null ? null : exactSum(known(oscillator.slice(0, k + 1))),
  );
  return { fast, slow, oscillator, summation };
}

/** The first known value weighs (1 - w)^n, the k-th after it w (1 - w)^(n - k). */
function average(values: Values, t: number, weight: number): number | null {
  const [first, ...later] = known(values.slice(0, t + 1));
  if (first === undefined) return null;
  const n = later.length;
  const terms = later.map((value, k) => value * weight * (1 - weight) ** (n - 1 - k));
  return terms.reduce((sum, term) => sum + term, first * (1 - weight) ** n);
}
