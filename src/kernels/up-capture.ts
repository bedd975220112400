/**
 * Return of the subject over that of the benchmark, both compounded over the days on which the
 * benchmark rose: geometric up-capture (M8). Above 1 the subject gained more on those days. Returns
 * are simple and daily; days on which either is missing (NaN) are skipped. NaN when the benchmark
 * never rose. Cost O(n).
 */
export function upCapture(subject: Float64Array, benchmark: Float64Array): number {
  let own = 0;
  let other = 0;
  for (let t = 0; t < subject.length; t++) {
    const y = subject[t] as number;
    const x = benchmark[t] as number;
    if (!(x > 0) || Number.isNaN(y)) continue;
    // Compounding the gain and not the level keeps small returns exact.
    own += y * (1 + own);
    other += x * (1 + other);
  }
  // Zero over zero is NaN by itself.
  return own / other;
}
