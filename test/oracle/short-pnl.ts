import { exactSum } from './exact.js';

/** Naive twin of `shortPnl`: one formula after the other, over all days of the two columns. */
export function shortPnl(shares: readonly number[], close: readonly (number | null)[]) {
  const first = close.findIndex((price) => price !== null);
  if (first < 0) return null;
  const prices = close.map((_, t) => {
    const known = close.slice(0, t + 1).filter((price) => price !== null);
    return known.at(-1) ?? (close[first] as number);
  });
  const held = shares.map((count, t) => (t < first ? 0 : count));
  const price = (t: number): number => prices[t] as number;
  const position = (t: number): number => held[t] as number;
  const end = held.length - 1;
  const steps = Array.from({ length: end }, (_, k) => k + 1);
  const mean = end === 0 ? 0 : exactSum(held.slice(0, end)) / end;
  const pnl = exactSum(steps.map((t) => position(t - 1) * (price(t - 1) - price(t))));
  return {
    pnl,
    averagePositionPnl: mean * (price(0) - price(end)),
    startPositionPnl: position(0) * (price(0) - price(end)),
    averageValue: exactSum(held.map((count, t) => count * price(t))) / held.length,
    startValue: position(0) * price(0),
    endValue: position(end) * price(end),
    netShorting: exactSum(steps.map((t) => (position(t) - position(t - 1)) * price(t))),
    priceEffect: exactSum(steps.map((t) => position(t - 1) * (price(t) - price(t - 1)))),
  };
}
