/** Naive twin of `fundFlow`, step by step from the money that was there. */
export function fundFlow(
  assetsStart: number,
  assetsEnd: number,
  navReturn: number,
  rates: { start: number; end: number; average: number },
) {
  const withoutFlow = assetsStart * (1 + navReturn);
  const flow = (assetsEnd - withoutFlow) * rates.average;
  const portfolioChange = (withoutFlow - assetsStart) * rates.average;
  const change = assetsEnd * rates.end - assetsStart * rates.start;
  return {
    flow,
    portfolioChange,
    fxEffect: change - portfolioChange - flow,
    flowRatio: assetsStart === 0 ? null : (assetsEnd - withoutFlow) / assetsStart,
  };
}
