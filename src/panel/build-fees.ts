import type { StoredBorrowFees } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import type { Chain } from './identity.js';
import type { FeeColumns } from './panel.js';
import { groupByTicker } from './ticker-rows.js';

/** Lays the borrow fees of all securities end to end; one a day, the later batch winning. */
export function packFees(chains: readonly Chain[], stored: StoredBorrowFees): FeeColumns {
  const { tickerId, effectiveOn, batchId, count, fee } = stored;
  const rows = groupByTicker(tickerId, effectiveOn, batchId, count);
  const lists = chains.map(({ segments }) => {
    const byDay = new Map<Day, number>();
    for (const { ticker, fromOn, toOn } of segments) {
      const [start, end] = rows.range(ticker) ?? [0, 0];
      for (let k = start; k < end; k++) {
        const row = rows.order[k] as number;
        const on = effectiveOn[row] as Day;
        if (fromOn <= on && on <= toOn) byDay.set(on, fee[row] as number);
      }
    }
    return [...byDay].sort((a, b) => a[0] - b[0]);
  });
  const offsets = new Int32Array(chains.length + 1);
  lists.forEach((list, i) => {
    offsets[i + 1] = (offsets[i] as number) + list.length;
  });
  const flat = lists.flat();
  return {
    offsets,
    effectiveOn: Int32Array.from(flat, ([on]) => on),
    values: Float64Array.from(flat, ([, value]) => value),
  };
}
