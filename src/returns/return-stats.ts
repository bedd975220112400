import { breadth } from '../kernels/breadth.js';
import { median } from '../kernels/median.js';
import { weightedMean } from '../kernels/weighted-mean.js';

/** A figure for a set needs this share of its members (M5). */
const MIN_COVERAGE = 0.9;

/** Returns and breadth of a set in numbers; NaN where a figure cannot be computed. */
export interface StatsValues {
  readonly memberCount: number;
  readonly pricedCount: number;
  readonly advancers: number;
  readonly decliners: number;
  readonly unchanged: number;
  readonly advancerShare: number;
  readonly declinerShare: number;
  readonly medianReturn: number;
  readonly equalWeightReturn: number;
  readonly capWeightReturn: number;
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
  weights: () => Float64Array,
  chained: ChainedReturns | null = null,
): StatsValues {
  return new Stats(returns, weights, chained);
}

/** Figures that take longer than a count are worked out when they are read. */
class Stats implements StatsValues {
  readonly memberCount: number;
  readonly pricedCount: number;
  readonly advancers: number;
  readonly decliners: number;
  readonly unchanged: number;
  private readonly isEnough: boolean;
  private readonly known: { median?: number; equal?: number; cap?: number } = {};

  constructor(
    private readonly returns: Float64Array,
    private readonly weights: () => Float64Array,
    private readonly chained: ChainedReturns | null,
  ) {
    const { priced, advancers, decliners, unchanged } = breadth(returns);
    this.memberCount = returns.length;
    this.pricedCount = priced;
    this.advancers = advancers;
    this.decliners = decliners;
    this.unchanged = unchanged;
    this.isEnough = isCovered(priced, returns.length);
  }

  get advancerShare(): number {
    return this.isEnough ? this.advancers / this.pricedCount : Number.NaN;
  }

  get declinerShare(): number {
    return this.isEnough ? this.decliners / this.pricedCount : Number.NaN;
  }

  get medianReturn(): number {
    this.known.median ??= this.isEnough ? median(this.returns) : Number.NaN;
    return this.known.median;
  }

  get equalWeightReturn(): number {
    this.known.equal ??= this.chained?.equalWeightReturn ?? equalWeightReturn(this.returns);
    return this.known.equal;
  }

  get capWeightReturn(): number {
    const { chained, returns } = this;
    this.known.cap ??= chained?.capWeightReturn ?? capWeightReturn(returns, this.weights());
    return this.known.cap;
  }
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
