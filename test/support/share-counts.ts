import type { ShareCountColumns } from '../../src/panel/panel.js';
import { floatsOf, intsOf, offsetsOf } from '../../src/panel/shared.js';
import type { Day } from '../../src/time/day.js';

interface Counted {
  asOfOn: Day;
  sharesOutstanding: number | null;
  floatShares: number | null;
}

/** Dated share counts of a panel from one list for each security. */
export function shareCounts(lists: readonly (readonly Counted[])[]): ShareCountColumns {
  const flat = lists.flat();
  return {
    offsets: offsetsOf(lists, ({ length }) => length),
    asOfOn: intsOf(flat, (it) => it.asOfOn),
    sharesOutstanding: floatsOf(flat, (it) => it.sharesOutstanding ?? Number.NaN),
    floatShares: floatsOf(flat, (it) => it.floatShares ?? Number.NaN),
  };
}
