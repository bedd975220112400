import type { Panel } from '../../panel/panel.js';

/** An imported fee counts on this many calendar days at most, its own among them (M11). */
const FEE_FOR = 31;

/**
 * Writes the imported borrow fee of security `i` that is in force at each close from day index
 * `base` on: the last one dated on or before the day, if that is less than 31 days old; NaN without
 * one. Whether there is any; if not, `out` is left as it was.
 */
export function importedFees(panel: Panel, i: number, base: number, out: Float64Array): boolean {
  const { offsets, effectiveOn, values } = panel.shorts.fees;
  const from = offsets[i] as number;
  const to = offsets[i + 1] as number;
  if (from === to) return false;
  let next = from;
  let isAny = false;
  for (let k = 0; k < out.length; k++) {
    const on = panel.axis.day(base + k);
    while (next < to && (effectiveOn[next] as number) <= on) next++;
    const isInForce = next > from && on - (effectiveOn[next - 1] as number) < FEE_FOR;
    out[k] = isInForce ? (values[next - 1] as number) : Number.NaN;
    isAny ||= isInForce;
  }
  return isAny;
}

/** The fee of a day in what `WindowColumns.fees` gives; 0 where nothing is charged. */
export function feeAt(fees: Float64Array | null, k: number): number {
  const fee = fees?.[k] ?? 0;
  return Number.isNaN(fee) ? 0 : fee;
}
