/** Sums of the closes of some stretches of days, worked out before by `StretchSum.add`. */
export interface StretchSums {
  /** Number of the stretch that begins after a day index, the day itself not in it; -1 for none. */
  readonly beginning: Int32Array;
  /** Last day index of each stretch. */
  readonly last: Int32Array;
  /** Sum of closes, by security and stretch; NaN where not every day has a close. */
  readonly closes: Float64Array;
  /** Sum of k times the k-th close. */
  readonly ramps: Float64Array;
}

/**
 * The sum of the closes of a stretch of days, and the sum of k times the k-th of them, k from 1:
 * what a position that changes by the same number of shares each day is worth, added up (M11).
 */
export class StretchSum {
  closes = 0;
  ramp = 0;

  /** Adds up the `days` closes after place `at`, in order. Cost O(days). */
  add(close: Float64Array, at: number, days: number): void {
    let sum = 0;
    let ramp = 0;
    for (let k = 1; k <= days; k++) {
      const value = close[at + k] as number;
      sum += value;
      ramp += k * value;
    }
    this.closes = sum;
    this.ramp = ramp;
  }

  /** Takes the sums of (from, to] as they are stored, if they are. Cost O(1). */
  take({ beginning, last, closes, ramps }: StretchSums, row: number, from: number, to: number) {
    const stretch = beginning[from] as number;
    if (!(stretch >= 0 && last[stretch] === to)) return false;
    this.closes = closes[row + stretch] as number;
    this.ramp = ramps[row + stretch] as number;
    return !Number.isNaN(this.closes);
  }
}
