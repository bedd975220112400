/** One member of an index, day by day; the naive twin of the columns of `IndexBasket`. */
export interface Member {
  shares: number[];
  close: (number | null)[];
  splitRatio: number[];
  dividend: number[];
}

/** Naive twin of `fillBasket` for one member: the close of a day in the basis of that day. */
export function closeOn(member: Member, day: number): number | null {
  let factor = 1;
  for (let t = day; t >= 0; t--) {
    const close = member.close[t] ?? null;
    if (close !== null) return close / factor;
    factor *= member.splitRatio[t] as number;
  }
  return null;
}

/** The close of the day before in the basis of a day. */
export function closeBefore(member: Member, day: number): number | null {
  const close = day === 0 ? null : closeOn(member, day - 1);
  return close === null ? null : close / (member.splitRatio[day] as number);
}

/** Shares that count: none before the member has a price to be measured from. */
export function sharesOn(member: Member, day: number): number {
  const price = day === 0 ? closeOn(member, 0) : closeBefore(member, day);
  return price === null ? 0 : (member.shares[day] as number);
}
