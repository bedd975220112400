import { Accumulator } from './sum.js';

const FEE_DAYS_PER_YEAR = 360;

/**
 * Dividends that short sellers paid to the lenders of the shares, positive for a payment (M11):
 * the sum over t of N(t-1) Div(t), t from `from + 1` to `to`. `dividendByDay` holds the gross
 * dividend a share on its ex-date, 0 or NaN on other days, in the split basis of `shares`.
 * Cost O(to - from).
 */
export function dividendsPaid(
  shares: Float64Array,
  dividendByDay: Float64Array,
  from: number,
  to: number,
): number {
  const paid = new Accumulator();
  for (let t = from + 1; t <= to; t++) {
    const dividend = dividendByDay[t] as number;
    if (!Number.isNaN(dividend)) paid.add((shares[t - 1] as number) * dividend);
  }
  return paid.value;
}

/**
 * Fee for borrowing the shares, positive for a payment (M11): the sum over calendar days of the
 * value at the close before, times the yearly fee of that close / 360; so a weekend costs three
 * days at the fee of Friday. `yearlyFee[t]` is the fee in force at the close of day t, and NaN
 * charges nothing. `calendarDaysSincePrevious[t]` is the number of calendar days from day t-1 to
 * day t. A missing (NaN) close is the close of the day before; before the first close nothing is
 * charged. Cost O(to - from).
 */
export function financingCost(
  shares: Float64Array,
  close: Float64Array,
  calendarDaysSincePrevious: Int32Array,
  yearlyFee: ArrayLike<number>,
  from: number,
  to: number,
): number {
  const cost = new Accumulator();
  let price = 0;
  for (let t = from + 1; t <= to; t++) {
    const known = close[t - 1] as number;
    if (!Number.isNaN(known)) price = known;
    const fee = yearlyFee[t - 1] as number;
    if (Number.isNaN(fee)) continue;
    const valueDays = (shares[t - 1] as number) * price * (calendarDaysSincePrevious[t] as number);
    cost.add((valueDays * fee) / FEE_DAYS_PER_YEAR);
  }
  return cost.value;
}
