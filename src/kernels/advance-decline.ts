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
 * or nearly so. Nothing is allocated but the counts. Without volumes only closes and prints are
 * read, and the volumes are NaN.
 */
export class AdvanceDecline implements DayBreadth {
  /** An entry for each class of a day. */
  private readonly counts: Int32Array;
  private readonly volumes: Float64Array;
  private readonly unknown: Int32Array;
  private columns: DayBreadth | null = null;

  constructor(
    readonly days: number,
    private readonly hasVolumes = true,
  ) {
    this.counts = new Int32Array(CLASSES * days);
    this.volumes = new Float64Array(CLASSES * days);
    this.unknown = new Int32Array(CLASSES * days);
  }

  get eligible(): Float64Array {
    return this.settled.eligible;
  }

  get advancers(): Float64Array {
    return this.settled.advancers;
  }

  get decliners(): Float64Array {
    return this.settled.decliners;
  }

  get unchanged(): Float64Array {
    return this.settled.unchanged;
  }

  get upVolume(): Float64Array {
    return this.settled.upVolume;
  }

  get downVolume(): Float64Array {
    return this.settled.downVolume;
  }

  get unknownVolume(): Float64Array {
    return this.settled.unknownVolume;
  }

  /**
   * Counts one member by its bars `from` to `to`, both inclusive. Bar `from` falls on entry `day`
   * of the counts, which may be negative; it has no close before it here and only serves as one, so
   * a member that is older than the counts starts with day -1. Bars off the counts are passed over.
   * With `isMember`, by entry, only days of 1 count. A day that was blanked counts again. Cost
   * O(to - from).
   */
  addMember(bars: Bars, from: number, to: number, day: number, isMember?: Uint8Array): void {
    this.columns = null;
    const shift = day - from;
    const last = Math.min(to, this.days - 1 - shift);
    const start = Math.max(from + 1, 0 - shift);
    if (!this.hasVolumes && isMember === undefined) this.countMoves(bars, start, last, shift);
    else this.count(bars, start, last, shift, isMember);
  }

  /** Prices alone, of a member on all days. Cost O(last - start). */
  private countMoves({ close, hasTraded }: Bars, start: number, last: number, shift: number): void {
    const { counts } = this;
    let before = close[start - 1] as number;
    for (let at = start; at <= last; at++) {
      const now = close[at] as number;
      const place = CLASSES * (at + shift) + classOf(before, now);
      counts[place] = (counts[place] as number) + +(hasTraded[at] !== 0);
      before = now;
    }
  }

  private count(
    { close, hasTraded, volume }: Bars,
    start: number,
    last: number,
    shift: number,
    isMember: Uint8Array | undefined,
  ): void {
    const { counts, volumes, unknown } = this;
    let before = close[start - 1] as number;
    for (let at = start; at <= last; at++) {
      const now = close[at] as number;
      const entry = at + shift;
      if (hasTraded[at] !== 0 && (isMember === undefined || isMember[entry] !== 0)) {
        const place = CLASSES * entry + classOf(before, now);
        const shares = volume[at] as number;
        counts[place] = (counts[place] as number) + 1;
        if (Number.isNaN(shares)) unknown[place] = (unknown[place] as number) + 1;
        else volumes[place] = (volumes[place] as number) + shares;
      }
      before = now;
    }
  }

  /** Makes all counts of a day missing (NaN), and so every measure that is made of them. */
  blank(entry: number): void {
    for (const column of Object.values(this.settled) as Float64Array[]) column[entry] = NaN;
  }

  private get settled(): DayBreadth {
    this.columns ??= this.settle();
    return this.columns;
  }

  private settle(): DayBreadth {
    const { counts, volumes, unknown, days, hasVolumes } = this;
    const column = (valueAt: (place: number) => number): Float64Array =>
      Float64Array.from({ length: days }, (_, entry) => valueAt(CLASSES * entry));
    const sum = (values: Int32Array, at: number): number =>
      (values[at + UP] as number) + (values[at + DOWN] as number) + (values[at + SAME] as number);
    return {
      eligible: column((at) => sum(counts, at)),
      advancers: column((at) => counts[at + UP] as number),
      decliners: column((at) => counts[at + DOWN] as number),
      unchanged: column((at) => counts[at + SAME] as number),
      upVolume: column((at) => (hasVolumes ? (volumes[at + UP] as number) : NaN)),
      downVolume: column((at) => (hasVolumes ? (volumes[at + DOWN] as number) : NaN)),
      unknownVolume: column((at) => (hasVolumes ? sum(unknown, at) : NaN)),
    };
  }
}

/** Classes of a move; the first one has no close to compare with. */
const CLASSES = 4;
const UP = 1;
const DOWN = 2;
const SAME = UP + DOWN;

/** Which way a price went is as good as random: to tell it without a branch is faster. */
function classOf(before: number, now: number): number {
  return UP * +(now >= before) + DOWN * +(now <= before);
}
