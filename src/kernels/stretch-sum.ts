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
}
