import type { Day } from '../time/day.js';

/** The first and the last of the days at the first `count` places; null for none. */
export function daySpan(days: Int32Array, count: number): [Day, Day] | null {
  if (count === 0) return null;
  let first = days[0] as Day;
  let last = first;
  for (let k = 1; k < count; k++) {
    const on = days[k] as Day;
    if (on < first) first = on;
    if (on > last) last = on;
  }
  return [first, last];
}
