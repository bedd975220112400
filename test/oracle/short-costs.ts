import { exactSum } from './exact.js';

/** Naive twin of `dividendsPaid`. */
export function dividendsPaid(
  shares: readonly number[],
  dividends: readonly (number | null)[],
): number {
  return exactSum(shares.slice(1).map((_, k) => (shares[k] as number) * (dividends[k + 1] ?? 0)));
}

/** Naive twin of `financingCost`: charges every calendar day by itself. */
export function financingCost(
  shares: readonly number[],
  close: readonly (number | null)[],
  calendarDays: readonly number[],
  yearlyFee: readonly (number | null)[],
): number {
  const charges: number[] = [];
  for (let t = 1; t < shares.length; t++) {
    const price = close.slice(0, t).findLast((value) => value !== null) ?? 0;
    for (let day = 0; day < (calendarDays[t] as number); day++) {
      charges.push((shares[t - 1] as number) * price * ((yearlyFee[t - 1] ?? 0) / 360));
    }
  }
  return exactSum(charges);
}
