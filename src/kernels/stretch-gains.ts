/** Rows across securities that a window is cut into stretches on. */
export interface StretchRowsInput {
  readonly width: number;
  readonly close: Float64Array;
  readonly shares: Float64Array;
  /** Where the row of closes begins at each cut: one entry more than there are stretches. */
  readonly closeAt: Int32Array;
  /** Where the row of the shares of each stretch begins. */
  readonly sharesAt: Int32Array;
}

/** Gains of securities that rows do not tell, by stretch; securities ascend. */
export interface OtherGains {
  readonly securities: Int32Array;
  /** That of the k-th of them in stretch s is at `s * securities.length + k`. */
  readonly gains: Float64Array;
}

/** Stretches that are added up together: the row at the end of one is the first of the next. */
const TOGETHER = 4;

/**
 * Profit of the shorts by stretch and group, with shares that stay over a stretch: shares times the
 * fall of the close from cut to cut (M10 STEP, M11). `groupOf` has the group of each security, and
 * `groups` for one that does not count. Sums are plain and in order of security, those of `others`
 * among them. The sum of stretch s and group g is at `s * groups + g`. Cost O(stretches x width).
 */
export function stretchGains(
  rows: StretchRowsInput,
  groupOf: Int32Array,
  groups: number,
  others: OtherGains,
): Float64Array {
  const { closeAt, sharesAt, width } = rows;
  const { securities, gains } = others;
  const stretches = sharesAt.length;
  const sums = new Float64Array(stretches * groups);
  const own = new Float64Array((groups + 1) * TOGETHER);
  const places = new Int32Array(2 * TOGETHER + 1);
  for (let s = 0; s < stretches; s += TOGETHER) {
    // Beyond the last stretch rows repeat, and what they add is not read.
    for (let n = 0; n < TOGETHER; n++) places[n] = sharesAt[Math.min(s + n, stretches - 1)]!;
    for (let n = 0; n <= TOGETHER; n++) places[TOGETHER + n] = closeAt[Math.min(s + n, stretches)]!;
    own.fill(0);
    let from = 0;
    for (let k = 0; k < securities.length; k++) {
      const i = securities[k]!;
      addRange(own, rows, groupOf, places, from, i);
      for (let n = 0; n < TOGETHER && s + n < stretches; n++) {
        own[groupOf[i]! * TOGETHER + n]! += gains[(s + n) * securities.length + k]!;
      }
      from = i + 1;
    }
    addRange(own, rows, groupOf, places, from, width);
    for (let n = 0; n < TOGETHER && s + n < stretches; n++) {
      for (let g = 0; g < groups; g++) sums[(s + n) * groups + g] = own[g * TOGETHER + n]!;
    }
  }
  return sums;
}

/** Adds the securities `from` up to but not including `to`; four sums that do not wait. */
function addRange(
  own: Float64Array,
  { close, shares }: StretchRowsInput,
  groupOf: Int32Array,
  places: Int32Array,
  from: number,
  to: number,
): void {
  const h0 = places[0]!;
  const h1 = places[1]!;
  const h2 = places[2]!;
  const h3 = places[3]!;
  const c0 = places[4]!;
  const c1 = places[5]!;
  const c2 = places[6]!;
  const c3 = places[7]!;
  const c4 = places[8]!;
  for (let i = from; i < to; i++) {
    const g = TOGETHER * groupOf[i]!;
    const second = close[c1 + i]!;
    const third = close[c2 + i]!;
    const fourth = close[c3 + i]!;
    own[g]! += shares[h0 + i]! * (close[c0 + i]! - second);
    own[g + 1]! += shares[h1 + i]! * (second - third);
    own[g + 2]! += shares[h2 + i]! * (third - fourth);
    own[g + 3]! += shares[h3 + i]! * (fourth - close[c4 + i]!);
  }
}
