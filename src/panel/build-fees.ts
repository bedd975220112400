import type { StoredBorrowFees } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import type { Chain } from './identity.js';
import type { FeeColumns } from './panel.js';
import { floatsOf, intsOf, offsetsOf } from './shared.js';
import { groupByTicker, rowAt } from './ticker-rows.js';

/** Lays the borrow fees of all securities end to end; one a day, the later batch winning. */
export function packFees(chains: readonly Chain[], stored: StoredBorrowFees): FeeColumns {
  const { effectiveOn, fee } = stored;
  const rows = groupByTicker({ ...stored, dayOf: effectiveOn });
  const lists = chains.map(({ segments }) => {
    const byDay = new Map<Day, number>();
    for (const { ticker, fromOn, toOn } of segments) {
      const [start, end] = rows.range(ticker) ?? [0, 0];
      for (let k = start; k < end; k++) {
        const row = rowAt(rows, k);
        const on = effectiveOn[row] as Day;
        if (fromOn <= on && on <= toOn) byDay.set(on, fee[row] as number);
      }
    }
    return [...byDay].sort((a, b) => a[0] - b[0]);
  });
  const flat = lists.flat();
  return {
    offsets: offsetsOf(lists, ({ length }) => length),
    effectiveOn: intsOf(flat, ([on]) => on),
    values: floatsOf(flat, ([, value]) => value),
  };
}
