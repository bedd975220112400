import { NO_DAY, type StoredShareCounts } from '../store/stored-columns.js';
import type { Chain } from './identity.js';
import type { ShareCountColumns } from './panel.js';
import { floatsOf, intsOf, offsetsOf } from './shared.js';
import { groupByTicker, rowAt } from './ticker-rows.js';

/** Row numbers of the share counts of each chain, ascending by day, one a day. */
export type ShareCountRows = (chain: Chain) => readonly number[];

/**
 * Finds share counts. Of several of one day the last batch wins, then the newer ticker, then what
 * was known last.
 */
export function shareCountRows(stored: StoredShareCounts): ShareCountRows {
  const { asOfOn, batchId, knownOn, tickerId } = stored;
  const rows = groupByTicker({ ...stored, dayOf: asOfOn });
  const known = (row: number) => (knownOn[row] === NO_DAY ? asOfOn[row] : knownOn[row]) as number;
  const isLater = (row: number, than: number) => {
    const batches = (batchId[row] as number) - (batchId[than] as number);
    return (batches || (tickerId[row] === tickerId[than] ? known(row) - known(than) : 0)) >= 0;
  };
  const add = (list: number[], row: number) => {
    const last = list.at(-1);
    if (last === undefined || asOfOn[last] !== asOfOn[row]) list.push(row);
    else if (isLater(row, last)) list[list.length - 1] = row;
  };
  return ({ segments }) => {
    const found: number[] = [];
    for (const { ticker } of segments) {
      const [from, to] = rows.range(ticker) ?? [0, 0];
      for (let k = from; k < to; k++) found.push(rowAt(rows, k));
    }
    if (segments.length > 1) found.sort((a, b) => asOfOn[a]! - asOfOn[b]!);
    const list: number[] = [];
    for (const row of found) add(list, row);
    return list;
  };
}

/** Lays the dated share counts of all securities end to end. */
export function packShareCounts(
  stored: StoredShareCounts,
  lists: readonly (readonly number[])[],
): ShareCountColumns {
  const flat = lists.flat();
  return {
    offsets: offsetsOf(lists, ({ length }) => length),
    asOfOn: intsOf(flat, (row) => stored.asOfOn[row] as number),
    sharesOutstanding: floatsOf(flat, (row) => stored.sharesOutstanding[row] as number),
    floatShares: floatsOf(flat, (row) => stored.floatShares[row] as number),
  };
}
