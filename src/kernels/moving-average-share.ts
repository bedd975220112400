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
  /** By how many more members can be compared than on the day before. */
  private readonly joined: Int32Array;
  private readonly higher: Int32Array;
  /** Sum of the closes of the last whole block from each place on; the last entry stays 0. */
  private readonly rest: Float64Array;

  constructor(
    readonly days: number,
    readonly length: number,
  ) {
    this.joined = new Int32Array(days + 1);
    this.higher = new Int32Array(days);
    this.rest = new Float64Array(length + 1);
  }

  /** Members that can be compared with their mean, by day. */
  get eligible(): Float64Array {
    const counts = new Float64Array(this.days);
    for (let t = 0, count = 0; t < counts.length; t++) {
      count += this.joined[t] as number;
      counts[t] = count;
    }
    return counts;
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
    const { length } = this;
    const countFrom = Math.max(first + length - 1, -shift);
    if (countFrom > last) return;
    this.join(countFrom + shift, last + shift, isMember);
    for (let block = first; block <= last; block += length) {
      const stop = Math.min(block + length - 1, last);
      if (stop < countFrom) continue;
      // In the first block only its last bar counts, which needs no rest.
      if (block > first) this.keep(close, block - 1);
      let begun = 0;
      let at = block;
      for (; at < countFrom; at++) begun += close[at] as number;
      this.addBlock(close, { block, at, stop, begun }, shift, isMember);
    }
  }

  private addBlock(
    close: Float64Array,
    { block, at: start, stop, begun: before }: BlockPart,
    shift: number,
    isMember: Uint8Array | undefined,
  ): void {
    const { higher, rest, length } = this;
    let begun = before;
    for (let at = start; at <= stop; at++) {
      const now = close[at] as number;
      begun += now;
      const sum = begun + (rest[at - block + 1] as number);
      const isAbove = +(now * length - sum > TOLERANCE * sum);
      const entry = at + shift;
      const counts = isMember === undefined ? 1 : (isMember[entry] as number);
      // Without a branch: which side of its mean a price is on is as good as random.
      higher[entry] = (higher[entry] as number) + (isAbove & counts);
    }
  }

  /** A member can be compared on the entries `from` to `to`, as far as it is in. */
  private join(from: number, to: number, isMember: Uint8Array | undefined): void {
    const { joined } = this;
    let wasIn = 0;
    for (let entry = from; isMember !== undefined && entry <= to; entry++) {
      const isIn = isMember[entry] as number;
      joined[entry] = (joined[entry] as number) + isIn - wasIn;
      wasIn = isIn;
    }
    if (isMember === undefined) {
      joined[from] = (joined[from] as number) + 1;
      wasIn = 1;
    }
    joined[to + 1] = (joined[to + 1] as number) - wasIn;
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

/** The part of a block of closes that is counted. */
interface BlockPart {
  readonly block: number;
  /** Its first and its last bar. */
  readonly at: number;
  readonly stop: number;
  /** Sum of the closes of the block before it. */
  readonly begun: number;
}
