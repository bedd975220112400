/** Ratios that splits commonly have, new shares for one old share, and their inverses. */
const COMMON_RATIOS = withInverses([
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  10,
  12,
  15,
  20,
  25,
  30,
  35,
  40,
  50,
  60,
  70,
  75,
  80,
  100,
  120,
  125,
  150,
  200,
  250,
  300,
  400,
  500,
  1000,
  3 / 2,
  4 / 3,
  5 / 2,
  5 / 3,
  5 / 4,
  6 / 5,
  11 / 10,
  21 / 20,
]);
const WHOLE_RATIOS = withInverses(Array.from({ length: 500 }, (_, n) => n + 1));

/** Volumes of the same days in one split basis agree within these bounds. */
const SMALLEST_AGREEING = 0.7;
const LARGEST_AGREEING = 1.43;

/**
 * The split that a measured ratio of share counts stands for, new shares for one old (M9a): the
 * nearest common ratio within a relative `tolerance`, else the nearest n-for-1 or 1-for-n with n up
 * to 500. NaN when none is that near, or the ratio is missing or not positive.
 */
export function snapRatio(ratio: number, tolerance: number): number {
  const common = nearest(COMMON_RATIOS, ratio);
  if (Math.abs(common / ratio - 1) <= tolerance) return common;
  const whole = nearest(WHOLE_RATIOS, ratio);
  return Math.abs(whole / ratio - 1) <= tolerance ? whole : NaN;
}

/**
 * Whether the mean volume of a price file over a reporting cycle and the average daily volume of
 * the short report refute that both count shares in one split basis: their ratio lies outside [0.7,
 * 1.43] (M9a). A volume that is missing (NaN) or zero refutes nothing.
 */
export function hasBasisMismatch(fileVolume: number, reportedVolume: number): boolean {
  if (!(fileVolume > 0 && reportedVolume > 0)) return false;
  const ratio = fileVolume / reportedVolume;
  return ratio < SMALLEST_AGREEING || ratio > LARGEST_AGREEING;
}

function withInverses(ratios: readonly number[]): Float64Array {
  return Float64Array.from([...ratios, ...ratios.map((ratio) => 1 / ratio)]);
}

/** The candidate that needs the smallest factor either way; ratio itself being positive. */
function nearest(candidates: Float64Array, ratio: number): number {
  let best = NaN;
  let smallest = Infinity;
  for (let i = 0; i < candidates.length; i++) {
    const distance = Math.abs(Math.log((candidates[i] as number) / ratio));
    if (distance < smallest) {
      smallest = distance;
      best = candidates[i] as number;
    }
  }
  return best;
}
