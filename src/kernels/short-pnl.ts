import { Accumulator } from './sum.js';

/** What short sellers in one security made and why, in the currency of the closes. */
export interface ShortPnl {
  /** Daily mark to market: the profit of the shorts; negative for a loss. */
  pnl: number;
  /** The same had the mean position been held all along. */
  averagePositionPnl: number;
  /** The same had the position of the base day been held all along. */
  startPositionPnl: number;
  /** `pnl` less `averagePositionPnl`: negative where shorts sized up before rallies. */
  timingEffect: number;
  /** Mean value of the position over the base day and all days after it. */
  averageValue: number;
  startValue: number;
  endValue: number;
  /** Value of shares newly sold short less shares bought back, at the closes of those days. */
  netShorting: number;
  /** What the price did to the value of the position; exactly minus `pnl`. */
  priceEffect: number;
}

/**
 * Profit and loss of the short sellers of one security from the close of day `from`, the base, to
 * the close of day `to`, both inclusive (M11, M14):
 *
 *     pnl = - sum over t of N(t-1) (P(t) - P(t-1))
 *     netShorting = sum over t of (N(t) - N(t-1)) P(t)
 *     endValue - startValue = netShorting + priceEffect
 *
 * `shares` and `close` are by day and in one split basis. A missing (NaN) close is the close of the
 * day before; before the first close the position counts as zero. All results are NaN when no day
 * of the span has a close. `shares` has no NaN. One pass, O(to - from), no allocation but the
 * result.
 */
export function shortPnl(
  shares: Float64Array,
  close: Float64Array,
  from: number,
  to: number,
): ShortPnl {
  let t = from;
  while (t <= to && Number.isNaN(close[t])) t++;
  if (t > to) return unknown();

  const gain = new Accumulator();
  const netShorting = new Accumulator();
  const value = new Accumulator();
  const held = new Accumulator();
  const firstPrice = close[t] as number;
  const startShares = t === from ? (shares[t] as number) : 0;
  let price = firstPrice;
  let position = shares[t] as number;
  value.add(position * price);
  if (t > from) netShorting.add(position * price);
  for (t++; t <= to; t++) {
    const nextPrice = close[t] as number;
    const nextPosition = shares[t] as number;
    held.add(position);
    if (!Number.isNaN(nextPrice)) {
      gain.add(position * (price - nextPrice));
      price = nextPrice;
    }
    netShorting.add((nextPosition - position) * price);
    value.add(nextPosition * price);
    position = nextPosition;
  }
  const days = to - from;
  const fall = firstPrice - price;
  const pnl = gain.value;
  const averagePositionPnl = days === 0 ? 0 : (held.value / days) * fall;
  return {
    pnl,
    averagePositionPnl,
    startPositionPnl: startShares * fall,
    timingEffect: pnl - averagePositionPnl,
    averageValue: value.value / (days + 1),
    startValue: startShares * firstPrice,
    endValue: position * price,
    netShorting: netShorting.value,
    priceEffect: 0 - pnl,
  };
}

function unknown(): ShortPnl {
  return {
    pnl: NaN,
    averagePositionPnl: NaN,
    startPositionPnl: NaN,
    timingEffect: NaN,
    averageValue: NaN,
    startValue: NaN,
    endValue: NaN,
    netShorting: NaN,
    priceEffect: NaN,
  };
}
