/**
 * The members of an index by day: the entry of member i on day t is at `t * members + i` of each
 * column. Day 0 is the base.
 */
export interface IndexBasket {
  days: number;
  members: number;
  /** Shares that count in the index (float times capping factor), in the split basis of the day; 0
   * on days when it is no member. A change takes effect at the open. */
  shares: Float64Array;
  /** Close in the split basis of the day; NaN without one. Needed on the day before it joins. */
  close: Float64Array;
  /** New shares for one old share where a split takes effect at the open; 1 or NaN otherwise. */
  splitRatio?: Float64Array;
  /** Dividend a share on its ex-date, in the basis of the day; 0 or NaN otherwise. */
  dividend?: Float64Array;
}

/** A basket with no gaps left: same layout, all columns present, no NaN. */
export interface FilledBasket {
  days: number;
  members: number;
  /** 0 where the share is no member or has no price yet. */
  shares: Float64Array;
  close: Float64Array;
  /** Close of the day before in the split basis of the day. */
  previousClose: Float64Array;
  dividend: Float64Array;
}

/**
 * Fills the gaps of a basket (M2): a missing close is that of the day before in the basis of the
 * day, and a member without any close by the day before it counts is left out until it has one. Day
 * 0 needs a close of its own day. Cost O(days x members).
 */
export function fillBasket(basket: IndexBasket): FilledBasket {
  const { days, members, splitRatio, dividend } = basket;
  const size = days * members;
  const shares = new Float64Array(size);
  const close = new Float64Array(size);
  const previousClose = new Float64Array(size);
  for (let i = 0; i < members; i++) {
    let last = NaN;
    for (let at = i; at < size; at += members) {
      const ratio = splitRatio === undefined ? NaN : (splitRatio[at] as number);
      const before = ratio > 0 ? last / ratio : last;
      const own = basket.close[at] as number;
      last = Number.isNaN(own) ? before : own;
      const isPriced = at < members ? !Number.isNaN(last) : !Number.isNaN(before);
      shares[at] = isPriced ? (basket.shares[at] as number) : 0;
      close[at] = isPriced ? last : 0;
      previousClose[at] = isPriced && at >= members ? before : 0;
    }
  }
  const paid = new Float64Array(size);
  if (dividend !== undefined) {
    for (let at = 0; at < size; at++) paid[at] = (dividend[at] as number) || 0;
  }
  return { days, members, shares, close, previousClose, dividend: paid };
}
