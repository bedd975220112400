import type { Bars } from './advance-decline.js';

/** A close that is nearer to its mean than this, as a ratio, is not above it. */
const TOLERANCE = 1e-12;

/**
 * How many members of a set stand above the mean of their last `length` closes on each day (M5). A
 * member is eligible with a print on each of its last `length` trading days, the day itself
 * included: a carried close is no close here, and one day without a print takes a member out until
 * it has `length` prints in a row again. Closes from before it joined the set count. A close equal
 * to the mean, up to rounding, is not above it.
 *
 * A run of prints is cut into blocks of `length`. The closes of a window are the rest of one block
 * and the beginning of the next, so that sums never have to be taken apart again: nothing cancels,
 * however far a price has fallen.
 */
export class MovingAverageShare {
  readonly eligible: Float64Array;
  readonly above: Float64Array;
  /** Sum of the closes of the last whole block from each place on; the last entry stays 0. */
  private readonly rest: Float64Array;

  constructor(
    readonly days: number,
    readonly length: number,
  ) {
    this.eligible = new Float64Array(days);
    this.above = new Float64Array(days);
    this.rest = new Float64Array(length + 1);
  }

  /**
   * Counts one member by its bars `from` to `to`, both inclusive, of which `from` falls on entry
   * `day` of the counts. Bars of negative entries are history: a caller starts `length - 1` days
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
    const { eligible, above, rest, length } = this;
    const shift = day - from;
    const last = Math.min(to, this.days - 1 - shift);
    let run = 0;
    let place = 0;
    let begun = 0;
    for (let at = from; at <= last; at++) {
      const now = close[at] as number;
      const isMissing = hasTraded[at] === 0 || Number.isNaN(now);
      if (isMissing || place === length) {
        if (isMissing) run = 0;
        else this.keep(close, at - 1);
        place = 0;
        begun = 0;
      }
      if (isMissing) continue;
      begun += now;
      run++;
      place++;
      const entry = at + shift;
      if (run < length || entry < 0 || isMember?.[entry] === 0) continue;
      const sum = begun + (rest[place] as number);
      eligible[entry] = (eligible[entry] as number) + 1;
      above[entry] = (above[entry] as number) + +(now * length - sum > TOLERANCE * sum);
    }
  }

  /** Members above over eligible members by day; NaN on a day without any. Cost O(days). */
  share(): Float64Array {
    // Zero over zero is NaN by itself.
    return this.above.map((count, t) => count / (this.eligible[t] as number));
  }

  /** Sums the block that ends with bar `at` from each place on. */
  private keep(close: Float64Array, at: number): void {
    let sum = 0;
    for (let place = this.length - 1, bar = at; place >= 0; place--, bar--) {
      sum += close[bar] as number;
      this.rest[place] = sum;
    }
  }
}
