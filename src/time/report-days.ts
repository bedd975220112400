import type { DayAxis } from './day-axis.js';
import type { StoredDays } from './window.js';

/**
 * Days with prices or settlements, for windows over reports, which may reach further than prices at
 * either end. `settlements` are day indices of the axis, ascending.
 */
export function reportDays(axis: DayAxis, settlements: Int32Array): StoredDays {
  const first = Math.min(0, (settlements[0] ?? 0) - 1);
  const last = Math.max(axis.length - 1, settlements.at(-1) ?? 0);
  return { axis, firstOn: axis.day(first), lastOn: axis.day(last) };
}
