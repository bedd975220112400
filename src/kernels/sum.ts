/**
 * Sum of `values[from]` up to but not including `values[to]`, compensated (Neumaier), so that the
 * error does not grow with the length. NaN is skipped; the sum of nothing is 0. Cost O(n).
 * Methodology: section 1.
 */
export function sum(values: Float64Array, from = 0, to = values.length): number {
  const total = new Accumulator();
  for (let i = from; i < to; i++) {
    const value = values[i] as number;
    if (!Number.isNaN(value)) total.add(value);
  }
  return total.value;
}

/** A running compensated sum for use inside a loop. A NaN that is added makes it NaN for good. */
export class Accumulator {
  private total = 0;
  private lost = 0;

  add(value: number): void {
    const next = this.total + value;
    // What the addition rounded away is in the smaller of the two numbers.
    if (Math.abs(this.total) >= Math.abs(value)) this.lost += this.total - next + value;
    else this.lost += value - next + this.total;
    this.total = next;
  }

  get value(): number {
    return this.total + this.lost;
  }
}
