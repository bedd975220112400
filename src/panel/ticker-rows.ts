import type { StoredPrices } from '../store/stored-columns.js';

/**
 * Rows of a stored column set regrouped by ticker: the rows of a ticker are `order[starts(t)]` up
 * to `order[starts(t) + 1]`, ascending by day and then by batch.
 */
export interface RowsByTicker {
  readonly order: Int32Array;
  /** Start and end in `order` by ticker id; undefined for a ticker without rows. */
  range(ticker: number): readonly [number, number] | undefined;
}

/** Groups stored rows by ticker in one counting pass; sorts only what is not in order already. */
export function groupByTicker(
  tickerId: Int32Array,
  dayOf: Int32Array,
  batchId: Int32Array,
  count: number,
): RowsByTicker {
  let top = 0;
  for (let k = 0; k < count; k++) top = Math.max(top, tickerId[k] as number);
  const starts = new Int32Array(top + 2);
  for (let k = 0; k < count; k++) starts[(tickerId[k] as number) + 1]!++;
  for (let t = 0; t <= top; t++) starts[t + 1]! += starts[t] as number;
  const order = new Int32Array(count);
  const cursor = starts.slice();
  for (let k = 0; k < count; k++) order[cursor[tickerId[k] as number]!++] = k;
  for (let t = 0; t <= top; t++) {
    sortSlice(order, starts[t] as number, starts[t + 1] as number, dayOf, batchId);
  }
  return {
    order,
    range(ticker) {
      if (ticker < 0 || ticker > top) return undefined;
      const from = starts[ticker] as number;
      const to = starts[ticker + 1] as number;
      return from === to ? undefined : [from, to];
    },
  };
}

/** The price rows of a version by ticker. */
export function priceRows(prices: StoredPrices): RowsByTicker {
  return groupByTicker(prices.tickerId, prices.tradedOn, prices.batchId, prices.count);
}

function sortSlice(
  order: Int32Array,
  from: number,
  to: number,
  dayOf: Int32Array,
  batchId: Int32Array,
): void {
  const compare = (a: number, b: number) =>
    (dayOf[a] as number) - (dayOf[b] as number) || (batchId[a] as number) - (batchId[b] as number);
  for (let k = from + 1; k < to; k++) {
    if (compare(order[k - 1] as number, order[k] as number) > 0) {
      order.subarray(from, to).sort(compare);
      return;
    }
  }
}
