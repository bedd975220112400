/** One fund over one period; a rate is the price of one unit of its currency in US dollars. */
export interface FundPeriod {
  /** Assets at the start and at the end, in the currency of the fund. */
  assetsStart: number;
  assetsEnd: number;
  /** Return of the net asset value over the period, as a ratio. */
  navReturn: number;
  rateStart?: number;
  rateEnd?: number;
  rateAverage?: number;
}

/** Where the change of assets came from, in US dollars; an inflow is positive. */
export interface FundFlow {
  flow: number;
  /** What the prices of the holdings did. */
  portfolioChange: number;
  /** What exchange rates did. */
  fxEffect: number;
  /** `flow` over assets at the start, in the currency of the fund. */
  flowRatio: number;
}

/**
 * Flow of a fund from its assets and its return (M17):
 *
 *     portfolioChange = assets at the start x return
 *     flow = assets at the end - assets at the start - portfolioChange
 *
 * Both convert at the average rate, assets at the rate of their own day, and fxEffect is what is
 * left. Rates are 1 when not given. NaN in, NaN out; `flowRatio` is NaN without assets at the
 * start. Cost O(1).
 */
export function fundFlow(period: FundPeriod): FundFlow {
  const { assetsStart, assetsEnd, navReturn } = period;
  const { rateStart = 1, rateEnd = 1, rateAverage = 1 } = period;
  const localChange = assetsStart * navReturn;
  const localFlow = assetsEnd - assetsStart - localChange;
  const flow = localFlow * rateAverage;
  const portfolioChange = localChange * rateAverage;
  return {
    flow,
    portfolioChange,
    fxEffect: assetsEnd * rateEnd - (assetsStart * rateStart + portfolioChange + flow),
    flowRatio: assetsStart > 0 ? localFlow / assetsStart : NaN,
  };
}

/**
 * Flow of an exchange-traded fund: the change of its shares times net asset value at the end (M17).
 * NaN in, NaN out.
 */
export function etfFlow(sharesStart: number, sharesEnd: number, navEnd: number): number {
  return (sharesEnd - sharesStart) * navEnd;
}
