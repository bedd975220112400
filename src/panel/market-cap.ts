/** An implied share count that jumps by more than this factor is not believed at once. */
const JUMP = 3;
/** Sessions after which a new count is believed without a split to confirm it. */
const STABLE_AFTER = 10;
/** Sessions for which the last known share count stands in for a blank one (about 100 days). */
const CARRY_FOR = 70;

/**
 * Market values day by day from a source that may keep a stale share count after a split, as the
 * screener does: AMC shows 21.8bn for five days after 1:10, when it is worth 2bn. `close` and `cap`
 * run over the same days, close in one split basis, so that cap over close is a steady share count.
 * A count that jumps by more than a factor of three is set aside, and the last good one used, until
 * it comes back or has held for ten sessions. Blank days use the last count too. Writes US dollars
 * into `out`; NaN where no count is known.
 */
export function cleanMarketCaps(out: Float64Array, close: Float64Array, cap: Float64Array): void {
  let shares = Number.NaN;
  let seenAt = -1;
  let rival = Number.NaN;
  let rivalSince = -1;
  for (let t = 0; t < close.length; t++) {
    const implied = (cap[t] as number) / (close[t] as number);
    if (implied > 0) {
      if (!(shares > 0) || isNear(implied, shares)) {
        shares = implied;
        seenAt = t;
        rivalSince = -1;
      } else {
        if (rivalSince < 0 || !isNear(implied, rival)) rivalSince = t;
        rival = implied;
        seenAt = t;
        if (t - rivalSince >= STABLE_AFTER) {
          restate(out, close, { from: rivalSince, to: t, shares: rival });
          shares = rival;
          rivalSince = -1;
        }
      }
    }
    const isKnown = shares > 0 && t - seenAt <= CARRY_FOR;
    out[t] = isKnown ? shares * (close[t] as number) : Number.NaN;
  }
}

/** Once a new count is believed it counts from the day it appeared. */
function restate(
  out: Float64Array,
  close: Float64Array,
  span: { from: number; to: number; shares: number },
): void {
  for (let t = span.from; t < span.to; t++) out[t] = span.shares * (close[t] as number);
}

function isNear(a: number, b: number): boolean {
  return a < b * JUMP && b < a * JUMP;
}
