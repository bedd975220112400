import { exactSum } from './exact.js';
import { closeBefore, closeOn, type Member, sharesOn } from './index-basket.js';

/**
 * Naive twin of `indexContribution`: weight times return of each day, in points of the level of the
 * day before. `levels` are those of the price index, or of the total return with dividends.
 */
export function contributions(
  members: readonly Member[],
  levels: readonly number[],
  withDividends: boolean,
): number[] {
  return members.map((member) => {
    const points = levels.slice(1).map((_, k) => {
      const t = k + 1;
      const before = exactSum(members.map((it) => sharesOn(it, t) * (closeBefore(it, t) ?? 0)));
      const paid = withDividends ? (member.dividend[t] as number) : 0;
      const gain = (closeOn(member, t) ?? 0) - (closeBefore(member, t) ?? 0) + paid;
      return ((levels[k] as number) * sharesOn(member, t) * gain) / before;
    });
    return exactSum(points) / (levels[0] as number);
  });
}
