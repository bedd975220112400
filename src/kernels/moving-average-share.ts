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
  private readonly counted: Int32Array;
  private readonly higher: Int32Array;
  /** Sum of the closes of the last whole block from each place on; the last entry stays 0. */
  private readonly rest: Float64Array;

  constructor(
    readonly days: number,
    readonly length: number,
  ) {
    this.counted = new Int32Array(days);
    this.higher = new Int32Array(days);
    this.rest = new Float64Array(length + 1);
  }

  /** Members that can be compared with their mean, by day. */
  get eligible(): Float64Array {
    return Float64Array.from(this.counted);
  }

  /** Those among them that stand above it. */
  get above(): Float64Array {
    return Float64Array.from(this.higher);
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
    const shift = day - from;
    const last = Math.min(to, this.days - 1 - shift);
    for (let at = from; at <= last; at++) {
      const first = at;
      while (at <= last && hasTraded[at] !== 0 && !Number.isNaN(close[at])) at++;
      if (at - first >= this.length) this.addRun(close, first, at - 1, shift, isMember);
    }
  }

  /** Counts a run of prints, block by block; a block that ends before the counts is passed over. */
  private addRun(
    close: Float64Array,
    first: number,
    last: number,
    shift: number,
    isMember: Uint8Array | undefined,
  ): void {
    const { counted, higher, rest, length } = this;
    const countFrom = Math.max(first + length - 1, -shift);
    for (let block = first; block <= last; block += length) {
      const stop = Math.min(block + length - 1, last);
      if (stop < countFrom) continue;
      // In the first block only its last bar counts, which needs no rest.
      if (block > first) this.keep(close, block - 1);
      let begun = 0;
      let at = block;
      for (; at < countFrom; at++) begun += close[at] as number;
      for (; at <= stop; at++) {
        const now = close[at] as number;
        begun += now;
        const entry = at + shift;
        if (isMember !== undefined && isMember[entry] === 0) continue;
        const sum = begun + (rest[at - block + 1] as number);
        counted[entry] = (counted[entry] as number) + 1;
        higher[entry] = (higher[entry] as number) + +(now * length - sum > TOLERANCE * sum);
      }
    }
  }

  /** Members above over eligible members by day; NaN on a day without any. Cost O(days). */
  share(): Float64Array {
    // Zero over zero is NaN by itself.
    const { eligible } = this;
    return this.above.map((count, t) => count / (eligible[t] as number));
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
