import type { Bars } from './advance-decline.js';
import { sum } from './sum.js';

/** A close that is nearer to its mean than this, as a ratio, is not above it. */
const TOLERANCE = 1e-12;
/** Rounding of a step of a running sum, as a ratio of all that was ever added; generous. */
const ROUNDING = 2 ** -50;

/**
 * How many members of a set stand above the mean of their last `length` closes on each day (M5). A
 * member is eligible with a print on each of its last `length` trading days, the day itself
 * included: a carried close is no close here, and one day without a print takes a member out until
 * it has `length` prints in a row again. Closes from before it joined the set count. A close equal
 * to the mean, up to rounding, is not above it.
 *
 * A running sum tells on which side of its mean a close is, unless the two are nearer than the sum
 * may be wrong: then the closes are added up anew. So nothing depends on where a sum began, however
 * far a price has fallen.
 */
export class MovingAverageShare {
  /** By how many more members can be compared than on the day before. */
  private readonly joined: Int32Array;
  private readonly higher: Int32Array;
  private readonly everyone: Uint8Array;

  constructor(
    readonly days: number,
    readonly length: number,
  ) {
    this.joined = new Int32Array(days + 1);
    this.higher = new Int32Array(days);
    this.everyone = new Uint8Array(days).fill(1);
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

  /** Members above over eligible members by day; NaN on a day without any. Cost O(days). */
  share(): Float64Array {
    // Zero over zero is NaN by itself.
    const { eligible } = this;
    return this.above.map((count, t) => count / (eligible[t] as number));
  }

  /**
   * Counts one member by its bars `from` to `to`, both inclusive, of which `from` falls on entry
   * `day` of the counts. Bars of negative entries are history: a caller starts `length - 1` days
   * before the counts, as far as there are bars. Closes are not negative. With `isMember`, by
   * entry, only days of 1 count. Cost O(to - from), no allocation unless a close is missing.
   */
  addMember(
    { close, hasTraded }: Pick<Bars, 'close' | 'hasTraded'>,
    from: number,
    to: number,
    day: number,
    isMember?: Uint8Array,
  ): void {
    const { length } = this;
    const shift = day - from;
    const last = Math.min(to, this.days - 1 - shift);
    const begin = Math.max(from, 1 - length - shift);
    const total = added(close, begin, last + 1);
    if (Number.isNaN(total)) {
      const bars = withoutGaps(close, hasTraded, begin, last);
      this.addMember(bars, 0, last - begin, begin + shift, isMember);
      return;
    }
    const slack = (TOLERANCE + (last - begin + 1) * ROUNDING) * total;
    for (let at = begin; at <= last; ) {
      const gap = nextGap(hasTraded, at, last);
      const first = Math.max(at + length - 1, 0 - shift);
      if (first < gap) this.addRun(close, { first, last: gap - 1, shift, slack }, isMember);
      at = gap + 1;
    }
  }

  /** Counts days that have enough prints before them. */
  private addRun(close: Float64Array, run: Run, isMember: Uint8Array | undefined): void {
    const { first, last, shift } = run;
    const mask = isMember ?? this.everyone;
    this.join(first + shift, last + shift, mask);
    for (let at = first; at <= last; at++) {
      at = this.countFrom(close, at, run, mask);
      if (at <= last) this.compare(close, at, at + shift, mask);
    }
  }

  /**
   * Counts by a running sum from a bar on. Returns the first bar that it cannot tell, or the one
   * after the last. It calls nothing, since V8 looks columns up again after each call.
   */
  private countFrom(
    close: Float64Array,
    from: number,
    { last, shift, slack }: Run,
    mask: Uint8Array,
  ): number {
    const { higher, length } = this;
    const back = length - 1;
    let running = added(close, from - back, from);
    // What the window leaves behind as it moves on.
    let left = 0;
    let at = from;
    for (; at <= last; at++) {
      const now = close[at] as number;
      running += now - left;
      left = close[at - back] as number;
      const lead = now * length - running;
      if (!(Math.abs(lead) > slack)) return at;
      const entry = at + shift;
      // Without a branch: which side of its mean a price is on is as good as random.
      const isAbove = +(lead > 0) & (mask[entry] as number);
      higher[entry] = (higher[entry] as number) + isAbove;
    }
    return at;
  }

  /** Counts a close that is nearer to its mean than a running sum can tell. */
  private compare(close: Float64Array, at: number, entry: number, mask: Uint8Array): void {
    const { higher, length } = this;
    const exact = sum(close, at - length + 1, at + 1);
    const isAbove = (close[at] as number) * length - exact > TOLERANCE * exact;
    higher[entry] = (higher[entry] as number) + (+isAbove & (mask[entry] as number));
  }

  /** A member can be compared on the entries `from` to `to`, as far as it is in. */
  private join(from: number, to: number, mask: Uint8Array): void {
    const { joined } = this;
    let wasIn = 0;
    for (let entry = from; mask !== this.everyone && entry <= to; entry++) {
      const isIn = mask[entry] as number;
      joined[entry] = (joined[entry] as number) + isIn - wasIn;
      wasIn = isIn;
    }
    if (mask === this.everyone) {
      joined[from] = (joined[from] as number) + 1;
      wasIn = 1;
    }
    joined[to + 1] = (joined[to + 1] as number) - wasIn;
  }
}

/** Bars of a member that are counted, both inclusive. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly shift: number;
  /** How far from its mean a close must be for a running sum to tell the side. */
  readonly slack: number;
}

/** Sum of some closes in four parts, which need not wait for each other. */
function added(close: Float64Array, from: number, to: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let at = from;
  for (; at + 3 < to; at += 4) {
    a += close[at] as number;
    b += close[at + 1] as number;
    c += close[at + 2] as number;
    d += close[at + 3] as number;
  }
  for (; at < to; at++) a += close[at] as number;
  return a + b + (c + d);
}

/** The first of some days without a print, or the one after the last; looks at eight at a time. */
function nextGap(hasTraded: Uint8Array, from: number, to: number): number {
  let at = from;
  for (; at + 7 <= to; at += 8) {
    const four = hasTraded[at]! & hasTraded[at + 1]! & hasTraded[at + 2]! & hasTraded[at + 3]!;
    const more = hasTraded[at + 4]! & hasTraded[at + 5]! & hasTraded[at + 6]! & hasTraded[at + 7]!;
    if ((four & more) === 0) break;
  }
  while (at <= to && hasTraded[at] !== 0) at++;
  return at;
}

/** Bars whose missing closes are days without a print. */
function withoutGaps(close: Float64Array, hasTraded: Uint8Array, from: number, to: number) {
  const own = close.slice(from, to + 1);
  const traded = hasTraded.slice(from, to + 1);
  for (let k = 0; k < own.length; k++) {
    if (!Number.isNaN(own[k])) continue;
    own[k] = 0;
    traded[k] = 0;
  }
  return { close: own, hasTraded: traded };
}
