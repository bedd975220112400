import { entryOnOrBefore } from '../../kernels/entry-on-or-before.js';
import { StretchSum } from '../../kernels/stretch-sum.js';
import type { Panel } from '../panel.js';
import { sharedFloats, sharedInts, sharedShorts } from '../shared.js';

/**
 * Short positions settlement by settlement: a row for each settlement with an entry for each
 * security, that of settlement c and security i being at `c * width + i`. A security is regular
 * over a run of settlements when it has one report, with known shares, on each of them and none
 * between; all others are measured report by report.
 */
export interface ReportRows {
  readonly width: number;
  /** Day indices of the settlements, ascending. */
  readonly settled: Int32Array;
  /** Shares reported; NaN where the security is not regular up to the next settlement. */
  readonly shares: Float64Array;
  /** Sums over the days after a settlement up to the next one, as `StretchSum` adds them up. */
  readonly closes: Float64Array;
  readonly ramp: Float64Array;
  /** How many entries before a settlement are blank, and how many are above 0. */
  readonly blanks: Uint16Array;
  readonly holdings: Uint16Array;
}

/** Rows for the settlements that count from a day index on, to be filled security by security. */
export function emptyReportRows({ shorts, securities }: Panel, firstDay: number): ReportRows {
  const all = Int32Array.from(new Set(shorts.settlements));
  const own = all.slice(Math.max(entryOnOrBefore(all, 0, all.length, firstDay), 0));
  const settled = sharedInts(own.length);
  settled.set(own);
  const width = securities.count;
  const size = settled.length * width;
  return {
    width,
    settled,
    shares: sharedFloats(size).fill(Number.NaN),
    closes: sharedFloats(size),
    ramp: sharedFloats(size),
    blanks: sharedShorts(size + width),
    holdings: sharedShorts(size + width),
  };
}

/** Fills rows in, security by security. */
export class ReportRowFiller {
  private readonly sum = new StretchSum();

  constructor(
    private readonly panel: Panel,
    private readonly rows: ReportRows,
  ) {}

  /** Fills in security `i`, whose closes by day begin at place `row` of `closes`. */
  fill(i: number, closes: Float64Array, row: number): void {
    const { settled, width, shares, blanks, holdings } = this.rows;
    this.fillShares(i);
    let blank = 0;
    let held = 0;
    for (let c = 0; c < settled.length; c++) {
      const place = c * width + i;
      const reported = shares[place] as number;
      blanks[place] = blank;
      holdings[place] = held;
      blank += +Number.isNaN(reported);
      held += +(reported > 0);
      this.sumStretch(place, closes, row, c);
    }
    blanks[settled.length * width + i] = blank;
    holdings[settled.length * width + i] = held;
  }

  private fillShares(i: number): void {
    const { settled, shares, width } = this.rows;
    const { offsets, index, shares: reported } = this.panel.shorts;
    let c = -1;
    for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++) {
      const t = index[k] as number;
      while (c + 1 < settled.length && (settled[c + 1] as number) <= t) c++;
      if (c >= 0) {
        // A report between two settlements makes the days up to the next one irregular.
        shares[c * width + i] = settled[c] === t ? (reported[k] as number) : Number.NaN;
      }
    }
  }

  private sumStretch(place: number, closes: Float64Array, row: number, c: number): void {
    const { settled, closes: sums, ramp } = this.rows;
    const { sum, panel } = this;
    const from = settled[c] as number;
    const to = settled[c + 1] ?? Number.POSITIVE_INFINITY;
    if (from < 0 || to >= panel.axis.length) return;
    sum.add(closes, row + from, to - from);
    sums[place] = sum.closes;
    ramp[place] = sum.ramp;
  }
}
