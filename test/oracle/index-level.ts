import { exactSum } from './exact.js';
import { closeBefore, closeOn, type Member, sharesOn } from './index-basket.js';

/** Naive twin of `indexLevel`: chains mean returns by weight, without any divisor. */
export function indexLevel(members: readonly Member[], days: number, baseLevel: number) {
  const level = [baseLevel];
  const totalReturnLevel = [baseLevel];
  for (let t = 1; t < days; t++) {
    const before = exactSum(members.map((it) => sharesOn(it, t) * (closeBefore(it, t) ?? 0)));
    const gain = members.map((it) => {
      const change = (closeOn(it, t) ?? 0) - (closeBefore(it, t) ?? 0);
      return (sharesOn(it, t) * change) / before;
    });
    const paid = members.map((it) => (sharesOn(it, t) * (it.dividend[t] as number)) / before);
    level.push((level[t - 1] as number) * (1 + exactSum(gain)));
    totalReturnLevel.push(
      (totalReturnLevel[t - 1] as number) * (1 + exactSum(gain) + exactSum(paid)),
    );
  }
  return { level, totalReturnLevel };
}
