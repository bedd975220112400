import type { Bars } from './advance-decline.js';

/**
 * How many members of a set stand at the highest and at the lowest of their last `lookback` closes
 * on each day (M5). A member is eligible with a print on each of its last `lookback` trading days,
 * the day itself included; a carried close is no close here. An equal close before does not take a
 * high or a low away, so a price that never moved is at both.
 *
 * A run of prints is cut into blocks of `lookback`. The extremes of a window are those of the rest
 * of one block and of the beginning of the next, after van Herk: a few comparisons a close,
 * whatever the look-back.
 */
export class NewHighsLows {
  readonly eligible: Float64Array;
  readonly newHighs: Float64Array;
  readonly newLows: Float64Array;
  /** Extremes of the last whole block from each place on; the last entry has no closes. */
  private readonly restHigh: Float64Array;
  private readonly restLow: Float64Array;

  constructor(
    readonly days: number,
    readonly lookback: number,
  ) {
    this.eligible = new Float64Array(days);
    this.newHighs = new Float64Array(days);
    this.newLows = new Float64Array(days);
    this.restHigh = new Float64Array(lookback + 1).fill(-Infinity);
    this.restLow = new Float64Array(lookback + 1).fill(Infinity);
  }

  /**
   * Counts one member by its bars `from` to `to`, both inclusive, of which `from` falls on entry
   * `day` of the counts. Bars of negative entries are history: a caller starts `lookback - 1` days
   * before the counts, as far as there are bars. With `isMember`, by entry, only days of 1 count.
   * Cost O(to - from), no allocation.
   */
  addMember(
    { close, hasTraded }: Pick<Bars, 'close' | 'hasTraded'>,
    from: number,
    to: number,
    day: number,
    isMember?: Uint8Array,
  ): void {
    const { eligible, newHighs, newLows, restHigh, restLow, lookback } = this;
    const shift = day - from;
    const last = Math.min(to, this.days - 1 - shift);
    let run = 0;
    let place = 0;
    let high = -Infinity;
    let low = Infinity;
    for (let at = from; at <= last; at++) {
      const now = close[at] as number;
      const isMissing = hasTraded[at] === 0 || Number.isNaN(now);
      if (isMissing || place === lookback) {
        if (isMissing) run = 0;
        else this.keep(close, at - 1);
        place = 0;
        high = -Infinity;
        low = Infinity;
      }
      if (isMissing) continue;
      high = now > high ? now : high;
      low = now < low ? now : low;
      run++;
      place++;
      const entry = at + shift;
      if (run < lookback || entry < 0 || isMember?.[entry] === 0) continue;
      const isHigh = +(now >= high) & +(now >= (restHigh[place] as number));
      const isLow = +(now <= low) & +(now <= (restLow[place] as number));
      eligible[entry] = (eligible[entry] as number) + 1;
      newHighs[entry] = (newHighs[entry] as number) + isHigh;
      newLows[entry] = (newLows[entry] as number) + isLow;
    }
  }

  /** New highs less new lows by day. Cost O(days). */
  net(): Float64Array {
    return this.newHighs.map((count, t) => count - (this.newLows[t] as number));
  }

  /** Finds the extremes of the block that ends with bar `at` from each place on. */
  private keep(close: Float64Array, at: number): void {
    let high = -Infinity;
    let low = Infinity;
    for (let place = this.lookback - 1, bar = at; place >= 0; place--, bar--) {
      const value = close[bar] as number;
      high = value > high ? value : high;
      low = value < low ? value : low;
      this.restHigh[place] = high;
      this.restLow[place] = low;
    }
  }
}
