import type { Codes } from './pack-numbers.js';

/** With more ids than so many a row, to count them all takes longer than to compare. */
const SPARSE = 100;

/**
 * Row numbers by ticker, or by the code of a ticker; those of one in the order in which they lie.
 * Null where all lie so already.
 */
export function tickerOrder(tickers: Int32Array | Codes): Int32Array | null {
  if (isOrdered(tickers)) return null;
  let [least, most] = [tickers[0] as number, tickers[0] as number];
  for (let k = 1; k < tickers.length; k++) {
    const id = tickers[k] as number;
    if (id < least) least = id;
    if (id > most) most = id;
  }
  if (most - least > SPARSE * tickers.length) return compared(tickers);
  const next = new Int32Array(most - least + 2);
  for (let k = 0; k < tickers.length; k++) next[(tickers[k] as number) - least + 1]!++;
  for (let t = 1; t < next.length; t++) next[t]! += next[t - 1] as number;
  const order = new Int32Array(tickers.length);
  for (let k = 0; k < tickers.length; k++) order[next[(tickers[k] as number) - least]!++] = k;
  return order;
}

function compared(tickers: Int32Array | Codes): Int32Array {
  const order = Int32Array.from(tickers, (_, k) => k);
  return order.sort((a, b) => (tickers[a] as number) - (tickers[b] as number) || a - b);
}

function isOrdered(tickers: Int32Array | Codes): boolean {
  for (let k = 1; k < tickers.length; k++) {
    if ((tickers[k] as number) < (tickers[k - 1] as number)) return false;
  }
  return true;
}
