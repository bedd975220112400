import { DAY_FLAG } from './derived/day-rows.js';
import { shortcutsOf } from './derived/shortcuts.js';
import type { Panel } from './panel.js';

/** The closes of one day by ordinal of security, and what stands behind them. */
export interface DayView {
  /** As `closeAt` gives it, in US dollars; NaN before the first price. */
  readonly close: Float64Array;
  /** Bits of `DAY_FLAG`. */
  readonly flags: Uint8Array;
}

/** The row of day index `t`; null where a panel has none, and each security is looked up. */
export function dayView(panel: Panel, t: number): DayView | null {
  const rows = shortcutsOf(panel)?.days;
  if (rows === undefined || t < rows.firstDay || t >= panel.axis.length) return null;
  const { firstDay, width, close, flags } = rows;
  const from = (t - firstDay) * width;
  return { close: close.subarray(from, from + width), flags: flags.subarray(from, from + width) };
}

/** Whether a flag says that the listing had ended: only its terminal price counts. */
export function saysEnded(flag: number): boolean {
  return (flag & (DAY_FLAG.HAS_BASE_CLOSE | DAY_FLAG.HAS_END_CLOSE)) === DAY_FLAG.HAS_END_CLOSE;
}
