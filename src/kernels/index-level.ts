import type { FilledBasket } from './index-basket.js';
import { Accumulator } from './sum.js';

/** An index day by day. */
export interface IndexLevels {
  /** Sum of shares times close. */
  marketValue: Float64Array;
  /**
   * What market value is divided by; it changes so that no change of the basket moves the level.
   */
  divisor: Float64Array;
  /** Price index in points. */
  level: Float64Array;
  /** Dividends that went ex on the day, in points. */
  dividendPoints: Float64Array;
  /** Index with dividends reinvested in all members. */
  totalReturnLevel: Float64Array;
}

/**
 * Level, divisor and total return of an index from its basket (M2):
 *
 *     level(t) = MV(t) / D(t), D(t) = D(t-1) MV'(t-1) / MV(t-1)
 *     TRI(t) = TRI(t-1) (level(t) + ID(t)) / level(t-1)
 *
 * MV'(t-1) is the basket of day t at the closes of the day before. Both indices are `baseLevel` on
 * day 0. A basket that is worth nothing, such as one without members, has no successor: divisor and
 * levels are NaN from there on. Cost O(days x members).
 */
export function indexLevel(basket: FilledBasket, baseLevel: number): IndexLevels {
  const { days, shares, close, previousClose, dividend } = basket;
  const marketValue = new Float64Array(days);
  const divisor = new Float64Array(days);
  const level = new Float64Array(days);
  const dividendPoints = new Float64Array(days);
  const totalReturnLevel = new Float64Array(days);
  for (let t = 0; t < days; t++) {
    const value = valueOn(basket, t, shares, close);
    marketValue[t] = value;
    if (t === 0) {
      divisor[0] = value > 0 ? value / baseLevel : NaN;
      level[0] = value > 0 ? baseLevel : NaN;
      totalReturnLevel[0] = level[0] as number;
      continue;
    }
    const valueBefore = valueOn(basket, t, shares, previousClose);
    const lastValue = marketValue[t - 1] as number;
    const scale = valueBefore > 0 && lastValue > 0 ? valueBefore / lastValue : NaN;
    divisor[t] = (divisor[t - 1] as number) * scale;
    level[t] = value / (divisor[t] as number);
    dividendPoints[t] = valueOn(basket, t, shares, dividend) / (divisor[t] as number);
    const growth =
      ((level[t] as number) + (dividendPoints[t] as number)) / (level[t - 1] as number);
    totalReturnLevel[t] = (totalReturnLevel[t - 1] as number) * growth;
  }
  return { marketValue, divisor, level, dividendPoints, totalReturnLevel };
}

function valueOn(
  { members }: FilledBasket,
  t: number,
  shares: Float64Array,
  price: Float64Array,
): number {
  const total = new Accumulator();
  for (let at = t * members; at < (t + 1) * members; at++) {
    total.add((shares[at] as number) * (price[at] as number));
  }
  return total.value;
}
