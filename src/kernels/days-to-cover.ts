/** Smallest and largest figure that is reported, in hundredths. */
const FLOOR = 100;
const CEILING = 99_999;

/** Days to cover as FINRA reports them. */
export interface DaysToCover {
  /** Two decimals, from 1.00 to 999.99, or 0. */
  days: number;
  /** Whether `days` is a limit in place of the ratio. */
  isClamped: boolean;
}

/**
 * Days to cover by the rule that FINRA's files obey (M15): 0 for no shares short, else 999.99 for
 * no volume, else shares over volume rounded half up to hundredths and held within [1.00, 999.99].
 *
 * Both arguments are whole and not negative. The division is done in integers, because a division
 * of doubles misrounds about one row in 15,000. NaN in, NaN out, and not clamped. Cost O(1).
 */
export function daysToCover(shares: number, averageDailyVolume: number): DaysToCover {
  if (Number.isNaN(shares) || Number.isNaN(averageDailyVolume)) {
    return { days: NaN, isClamped: false };
  }
  if (shares === 0) return { days: 0, isClamped: false };
  if (averageDailyVolume === 0) return { days: CEILING / 100, isClamped: true };
  const numerator = 200 * shares + averageDailyVolume;
  const denominator = 2 * averageDailyVolume;
  const hundredths = (numerator - (numerator % denominator)) / denominator;
  const held = Math.min(Math.max(hundredths, FLOOR), CEILING);
  return { days: held / 100, isClamped: held !== hundredths };
}
