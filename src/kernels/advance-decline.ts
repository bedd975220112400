/**
 * Bars of many members in one set of columns, each member one run of consecutive trading days.
 * Closes are in one split basis and carried over days without a trade, so that the entry before a
 * print is its previous close. The price columns of a panel have this shape.
 */
export interface Bars {
  readonly close: Float64Array;
  /** 1 on days with a print of its own, 0 where the close is carried. */
  readonly hasTraded: Uint8Array;
  /** Shares traded; NaN unknown. */
  readonly volume: Float64Array;
}

/** Counts of a set by day. */
export interface DayBreadth {
  /** Members with a print and a previous close: the three counts below add up to it. */
  readonly eligible: Float64Array;
  readonly advancers: Float64Array;
  readonly decliners: Float64Array;
  readonly unchanged: Float64Array;
  /** Shares traded in advancers, and in decliners; an unknown volume adds nothing. */
  readonly upVolume: Float64Array;
  readonly downVolume: Float64Array;
  /** Eligible members whose volume is unknown. */
  readonly unknownVolume: Float64Array;
}

/**
 * How many members of a set rose, fell and stayed on each day, on what volume (M5). A member is
 * eligible with a print of its own on the day and a close before it; without a print it is not
 * counted, never unchanged. Closes are compared with tolerance 0. A set without members has counts
 * of 0. Volumes are whole shares but for splits, and never negative, so that plain sums are exact
 * or nearly so. Nothing is allocated but the counts.
 */
export class AdvanceDecline implements DayBreadth {
  readonly eligible: Float64Array;
  readonly advancers: Float64Array;
  readonly decliners: Float64Array;
  readonly unchanged: Float64Array;
  readonly upVolume: Float64Array;
  readonly downVolume: Float64Array;
  readonly unknownVolume: Float64Array;

  constructor(readonly days: number) {
    this.eligible = new Float64Array(days);
    this.advancers = new Float64Array(days);
    this.decliners = new Float64Array(days);
    this.unchanged = new Float64Array(days);
    this.upVolume = new Float64Array(days);
    this.downVolume = new Float64Array(days);
    this.unknownVolume = new Float64Array(days);
  }

  /**
   * Counts one member by its bars `from` to `to`, both inclusive. Bar `from` falls on entry `day`
   * of the counts, which may be negative; it has no close before it here and only serves as one, so
   * a member that is older than the counts starts with day -1. Bars off the counts are passed over.
   * With `isMember`, by entry, only days of 1 count. Cost O(to - from).
   */
  addMember(bars: Bars, from: number, to: number, day: number, isMember?: Uint8Array): void {
    const { close, hasTraded, volume } = bars;
    const { eligible, advancers, decliners, unchanged } = this;
    const { upVolume, downVolume, unknownVolume } = this;
    const shift = day - from;
    const last = Math.min(to, this.days - 1 - shift);
    for (let at = Math.max(from + 1, -shift); at <= last; at++) {
      const entry = at + shift;
      if (hasTraded[at] === 0 || isMember?.[entry] === 0) continue;
      const now = close[at] as number;
      const before = close[at - 1] as number;
      // Which way a price went is as good as random: counting it without a branch is faster.
      const up = +(now > before);
      const down = +(now < before);
      const same = +(now === before);
      eligible[entry] = (eligible[entry] as number) + up + down + same;
      advancers[entry] = (advancers[entry] as number) + up;
      decliners[entry] = (decliners[entry] as number) + down;
      unchanged[entry] = (unchanged[entry] as number) + same;
      const shares = volume[at] as number;
      if (Number.isNaN(shares)) {
        unknownVolume[entry] = (unknownVolume[entry] as number) + up + down + same;
      } else {
        upVolume[entry] = (upVolume[entry] as number) + up * shares;
        downVolume[entry] = (downVolume[entry] as number) + down * shares;
      }
    }
  }

  /** Makes all counts of a day missing (NaN), and so every measure that is made of them. */
  blank(entry: number): void {
    this.eligible[entry] = NaN;
    this.advancers[entry] = NaN;
    this.decliners[entry] = NaN;
    this.unchanged[entry] = NaN;
    this.upVolume[entry] = NaN;
    this.downVolume[entry] = NaN;
    this.unknownVolume[entry] = NaN;
  }
}
