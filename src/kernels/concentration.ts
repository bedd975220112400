import { Accumulator, sum } from './sum.js';

/** Below this size a return is too close to zero to be shared out. */
const SMALLEST_SHARED_RETURN = 0.005;

/** How much of a set and of its return rests on a few members. */
export interface Concentration {
  /** Sum of squared weights, from 0 to 1. */
  hhi: number;
  /** Number of members of equal weight that would be as concentrated: 1 over `hhi`. */
  effectiveCount: number;
  /** Weight of the `count` heaviest members. */
  topWeight(count: number): number;
  /** The `count` largest contributions over the return; NaN when that is smaller than 0.5 %. */
  topContribution(count: number): number;
  /** The `count` largest contributions over the sum of all positive ones; NaN without any. */
  topShareOfGains(count: number): number;
  /** Return without the `count` largest contributors; NaN when nobody else has weight. */
  exTopReturn(count: number): number;
}

/**
 * Concentration of a set over one period (M6). `weights` are those of the base day and sum to 1;
 * `contributions[i]` is weight times return, in a ratio of the return of the set. A member with a
 * missing (NaN) weight or contribution is left out of the measures that need it; `hhi` of no
 * weights is NaN. Ties keep the order of the input. Cost O(n log n) once, O(count) a question.
 */
export function concentration(weights: Float64Array, contributions: Float64Array): Concentration {
  const squares = weights.map((weight) => weight * weight);
  const byWeight = weights
    .filter((weight) => !Number.isNaN(weight))
    .sort()
    .reverse();
  const ranked = rankContributors(weights, contributions);
  const parts = ranked.map((i) => contributions[i] as number);
  const partWeights = ranked.map((i) => weights[i] as number);
  const total = sum(Float64Array.from(parts));
  const gains = sum(Float64Array.from(parts.filter((part) => part > 0)));
  const hhi = byWeight.length === 0 ? NaN : sum(squares);
  const top = (count: number): number => sumOf(parts, 0, count);
  return {
    hhi,
    effectiveCount: hhi > 0 ? 1 / hhi : NaN,
    topWeight: (count) => (byWeight.length === 0 ? NaN : sum(byWeight, 0, clip(count, byWeight))),
    topContribution: (count) =>
      Math.abs(total) < SMALLEST_SHARED_RETURN ? NaN : top(count) / total,
    topShareOfGains: (count) => (gains > 0 ? top(count) / gains : NaN),
    exTopReturn: (count) => {
      const weight = sumOf(partWeights, count, ranked.length);
      return weight > 0 ? sumOf(parts, count, ranked.length) / weight : NaN;
    },
  };
}

/** Positions with a weight and a contribution, largest contribution first. */
function rankContributors(weights: Float64Array, contributions: Float64Array): number[] {
  const positions: number[] = [];
  for (let i = 0; i < weights.length; i++) {
    if (!Number.isNaN(weights[i]) && !Number.isNaN(contributions[i])) positions.push(i);
  }
  return positions.sort((a, b) => (contributions[b] as number) - (contributions[a] as number));
}

function sumOf(values: readonly number[], from: number, to: number): number {
  const total = new Accumulator();
  for (let k = from; k < Math.min(to, values.length); k++) total.add(values[k] as number);
  return total.value;
}

function clip(count: number, values: Float64Array): number {
  return Math.min(count, values.length);
}
