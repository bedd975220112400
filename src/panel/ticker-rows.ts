import type { StoredPrices, StoredShortInterest } from '../store/stored-columns.js';

/** Rows of a stored column set by ticker, ascending by day and then by batch. */
export interface RowsByTicker {
  /** Row numbers in order; null where the rows lie in this order already. */
  readonly order: Int32Array | null;
  /** Rows of ticker t are at places `starts[t]` up to `starts[t + 1]` of the order. */
  readonly starts: Int32Array;
  /** First and last place of a ticker, the last excluded; undefined for one without rows. */
  range(ticker: number): readonly [number, number] | undefined;
}

/** The columns by which rows are put in order. */
export interface KeyColumns {
  readonly count: number;
  readonly tickerId: Int32Array;
  readonly dayOf: Int32Array;
  readonly batchId: Int32Array;
}

/**
 * Groups stored rows by ticker, in one look where they are in order already, else by a counting
 * sort. Only tickers whose rows are out of order are sorted by comparison.
 */
export function groupByTicker(keys: KeyColumns): RowsByTicker {
  const { tickerId, count } = keys;
  let top = 0;
  for (let k = 0; k < count; k++) if ((tickerId[k] as number) > top) top = tickerId[k] as number;
  const starts = new Int32Array(top + 2);
  for (let k = 0; k < count; k++) starts[(tickerId[k] as number) + 1]!++;
  for (let t = 0; t <= top; t++) starts[t + 1]! += starts[t] as number;
  return {
    order: isInOrder(keys) ? null : orderOf(keys, starts, top),
    starts,
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
  return groupByTicker({ ...prices, dayOf: prices.tradedOn });
}

/** The short reports of a version by ticker. */
export function reportRows(shortInterest: StoredShortInterest): RowsByTicker {
  return groupByTicker({ ...shortInterest, dayOf: shortInterest.settledOn });
}

/** Row number at a place of the order. */
export function rowAt({ order }: RowsByTicker, place: number): number {
  return order === null ? place : (order[place] as number);
}

function isInOrder({ tickerId, dayOf, batchId, count }: KeyColumns): boolean {
  for (let k = 1; k < count; k++) {
    const ticker = tickerId[k] as number;
    const before = tickerId[k - 1] as number;
    if (ticker > before) continue;
    if (ticker < before) return false;
    const days = (dayOf[k] as number) - (dayOf[k - 1] as number);
    if (days < 0 || (days === 0 && batchId[k]! < batchId[k - 1]!)) return false;
  }
  return true;
}

function orderOf({ tickerId, dayOf, batchId, count }: KeyColumns, starts: Int32Array, top: number) {
  const order = new Int32Array(count);
  const cursor = starts.slice();
  for (let k = 0; k < count; k++) order[cursor[tickerId[k] as number]!++] = k;
  for (let t = 0; t <= top; t++) {
    sortSlice(order, starts[t] as number, starts[t + 1] as number, dayOf, batchId);
  }
  return order;
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
