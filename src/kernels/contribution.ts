import type { FilledBasket } from './index-basket.js';
import type { IndexLevels } from './index-level.js';
import { Accumulator } from './sum.js';

/**
 * What each member contributed to the return of an index from day 0 to the last day (M4):
 *
 *     contribution(i) = sum over t of N(i,t) (P(i,t) - P'(i,t-1)) / D(t) / level(0)
 *
 * with P' the close of the day before in the basis of day t. The contributions sum exactly to the
 * price return, entries, exits and removals at 0 included. With `withDividends` dividends count and
 * every day is scaled by total return over price level before it; then they sum to the total
 * return. Cost O(days x members).
 */
export function indexContribution(
  basket: FilledBasket,
  index: IndexLevels,
  withDividends = false,
): Float64Array {
  const { days, members, shares, close, previousClose, dividend } = basket;
  const scale = new Float64Array(days);
  for (let t = 1; t < days; t++) {
    const reinvested = withDividends
      ? (index.totalReturnLevel[t - 1] as number) / (index.level[t - 1] as number)
      : 1;
    scale[t] = reinvested / ((index.divisor[t] as number) * (index.level[0] as number));
  }
  const contributions = new Float64Array(members);
  for (let i = 0; i < members; i++) {
    const total = new Accumulator();
    for (let t = 1; t < days; t++) {
      const at = t * members + i;
      const paid = withDividends ? (dividend[at] as number) : 0;
      const gain = (close[at] as number) - (previousClose[at] as number) + paid;
      total.add((shares[at] as number) * gain * (scale[t] as number));
    }
    contributions[i] = total.value;
  }
  return contributions;
}
