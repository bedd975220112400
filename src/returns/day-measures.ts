import { advanceDeclineLine } from '../kernels/advance-decline-line.js';
import { advanceDeclineRatio } from '../kernels/advance-decline-ratio.js';
import { AdvanceDecline } from '../kernels/advance-decline.js';
import { type McClellan, mcclellan } from '../kernels/mcclellan.js';
import { MovingAverageShare } from '../kernels/moving-average-share.js';
import { NewHighsLows } from '../kernels/new-highs-lows.js';
import { ratioAdjustedNetAdvances } from '../kernels/ratio-adjusted-net-advances.js';
import { trin } from '../kernels/trin.js';
import type { Panel } from '../panel/panel.js';
import { atBuckets, countBuckets, countDays } from './member-bars.js';
import { isCovered } from './return-stats.js';
import { type Roster, rosterSizes } from './roster.js';
import type { ReturnBasis } from './security-return.js';

/** Sessions before the window over which the averages of McClellan warm up, as far as stored. */
const WARM_UP = 250;
/** Closes that a new high or low is the highest or lowest of. */
const YEAR = 252;

/**
 * Breadth of a set day by day (M5): one entry a day of (base, end], NaN where fewer than 90 % of
 * the members count. Each measure is computed when it is asked for, and what they share once.
 */
export class DayMeasures {
  private counted: AdvanceDecline | undefined;
  private mcclellanValues: McClellan | undefined;

  constructor(
    private readonly panel: Panel,
    private readonly span: { base: number; end: number; basis: ReturnBasis },
    /** The set from an earlier base on, for days before the window. */
    private readonly rosterSince: (base: number) => Roster,
  ) {}

  /** Advancers, decliners and unchanged, without their volumes. */
  get counts(): AdvanceDecline {
    this.counted ??= this.countSince(this.span.base);
    return this.counted;
  }

  /** The same within buckets that end on the days `ends`. */
  countsWithin(ends: Int32Array): AdvanceDecline {
    const { panel, span } = this;
    const roster = this.rosterSince(span.base);
    const counts = new AdvanceDecline(ends.length, false);
    countBuckets(counts, panel, roster, span.basis, ends);
    return blanked(counts, atBuckets(rosterSizes(roster), span.base, ends));
  }

  get line(): Float64Array {
    return advanceDeclineLine(this.counts);
  }

  get ratio(): Float64Array {
    return advanceDeclineRatio(this.counts);
  }

  get netAdvances(): Float64Array {
    return ratioAdjustedNetAdvances(this.counts);
  }

  /** Only members whose volume is known count. */
  get trin(): Float64Array {
    const counts = this.countSince(this.span.base, true);
    const { eligible, unknownVolume } = counts;
    const known = eligible.map((count, t) => count - (unknownVolume[t] as number));
    return this.whereCovered(trin(counts), known);
  }

  get mcclellan(): McClellan {
    const { base } = this.span;
    const start = Math.max(base - WARM_UP, 0);
    this.mcclellanValues ??= mcclellan(
      ratioAdjustedNetAdvances(this.countSince(start)),
      base - start,
    );
    return this.mcclellanValues;
  }

  /** Share of the members above the mean of their last `length` closes. */
  shareAboveAverage(length: number): Float64Array {
    const counts = new MovingAverageShare(this.days, length);
    this.count(counts, length - 2);
    return this.whereCovered(counts.share(), counts.eligible);
  }

  get highsLessLows(): Float64Array {
    const counts = new NewHighsLows(this.days, YEAR);
    this.count(counts, YEAR - 2);
    return this.whereCovered(counts.net(), counts.eligible);
  }

  private get days(): number {
    return this.span.end - this.span.base;
  }

  private count(counter: Parameters<typeof countDays>[0], history: number): void {
    const { panel, span } = this;
    countDays(counter, panel, this.rosterSince(span.base), span.basis, history);
  }

  private countSince(base: number, hasVolumes = false): AdvanceDecline {
    const { panel, span } = this;
    const roster = this.rosterSince(base);
    const counts = new AdvanceDecline(span.end - base, hasVolumes);
    countDays(counts, panel, roster, span.basis, 0);
    return blanked(counts, rosterSizes(roster));
  }

  private whereCovered(values: Float64Array, counted: Float64Array): Float64Array {
    const sizes = rosterSizes(this.rosterSince(this.span.base));
    return values.map((value, t) =>
      isCovered(counted[t] as number, sizes[t] as number) ? value : Number.NaN,
    );
  }
}

/** Makes the entries missing on which too few members count. */
function blanked(counts: AdvanceDecline, sizes: Float64Array): AdvanceDecline {
  sizes.forEach((size, t) => {
    if (!isCovered(counts.eligible[t] as number, size)) counts.blank(t);
  });
  return counts;
}
