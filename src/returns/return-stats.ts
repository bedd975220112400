import { breadth } from '../kernels/breadth.js';
import { median } from '../kernels/median.js';
import { weightedMean } from '../kernels/weighted-mean.js';

/** A figure for a set needs this share of its members (M5). */
const MIN_COVERAGE = 0.9;

/** Returns and breadth of a set in numbers; NaN where a figure cannot be computed. */
export interface StatsValues {
  memberCount: number;
  pricedCount: number;
  advancers: number;
  decliners: number;
  unchanged: number;
  advancerShare: number;
  declinerShare: number;
  medianReturn: number;
  equalWeightReturn: number;
  capWeightReturn: number;
}

/** Returns chained over the members of each day, which replace the means over the window. */
export interface ChainedReturns {
  readonly equalWeightReturn: number;
  readonly capWeightReturn: number;
}

/**
 * Counts, shares and means of the window returns of a set, one entry a member (M5, M6). Shares and
 * means are NaN when fewer than 90 % of the members are priced.
 */
export function statsOf(
  returns: Float64Array,
  weights: Float64Array,
  chained: ChainedReturns | null = null,
): StatsValues {
  const { priced, advancers, decliners, unchanged } = breadth(returns);
  const isEnough = isCovered(priced, returns.length);
  const over = (value: number): number => (isEnough ? value : Number.NaN);
  return {
    memberCount: returns.length,
    pricedCount: priced,
    advancers,
    decliners,
    unchanged,
    advancerShare: over(advancers / priced),
    declinerShare: over(decliners / priced),
    medianReturn: over(median(returns)),
    equalWeightReturn: chained?.equalWeightReturn ?? equalWeightReturn(returns),
    capWeightReturn: chained?.capWeightReturn ?? capWeightReturn(returns, weights),
  };
}

/** Share of the priced members that fell; NaN under 90 % coverage. */
export function declinerShare(returns: Float64Array): number {
  const { priced, decliners } = breadth(returns);
  return isCovered(priced, returns.length) ? decliners / priced : Number.NaN;
}

/** Mean return of the priced members; NaN under 90 % coverage. */
export function equalWeightReturn(returns: Float64Array): number {
  const { priced } = breadth(returns);
  return isCovered(priced, returns.length) ? weightedMean(returns) : Number.NaN;
}

/** Mean return by weight of the members with both; NaN when fewer than 90 % are priced. */
export function capWeightReturn(returns: Float64Array, weights: Float64Array): number {
  const { priced } = breadth(returns);
  return isCovered(priced, returns.length) ? weightedMean(returns, weights) : Number.NaN;
}

/** Whether enough of a set is known for a figure about all of it; never for an empty set. */
export function isCovered(known: number, all: number): boolean {
  return all > 0 && known >= MIN_COVERAGE * all;
}
