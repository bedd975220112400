import type { Panel } from './panel.js';
import { closeAt, type DelistingRule } from './price-at.js';

/**
 * Writes `closeAt` of security `i` for the day indices from `from` on into `out`: NaN before its
 * first price, then its closes, and after the last one that or the terminal price.
 */
export function carriedClose(
  panel: Panel,
  i: number,
  out: Float64Array,
  from = 0,
  rule: DelistingRule = 'TERMINAL',
): void {
  const { firstIndex, lastIndex, offsets, close } = panel.prices;
  const first = firstIndex[i] as number;
  const end = from + out.length;
  const begin = first < 0 ? end : Math.min(Math.max(first, from), end);
  const stop = Math.max(begin, Math.min((lastIndex[i] as number) + 1, end));
  const shift = (offsets[i] as number) - first;
  out.fill(Number.NaN, 0, begin - from);
  if (stop > begin) out.set(close.subarray(shift + begin, shift + stop), begin - from);
  if (stop === end) return;
  // It changes once at most, to the terminal price.
  const final = closeAt(panel, i, end - 1, rule);
  let t = stop;
  for (; t < end; t++) {
    const value = closeAt(panel, i, t, rule);
    if (value === final) break;
    out[t - from] = value;
  }
  out.fill(final, t - from);
}
