import type { Part } from './read-typed.js';

/** Some parts of a table that are put in place together. */
export interface PartGroup {
  /** Parts from the one up to, not including, the other. */
  readonly from: number;
  readonly to: number;
  /** Rows of these parts. */
  readonly count: number;
  /** Place of the first row where they stay in order. */
  readonly at: number;
  /** Where the rows of each ticker go; null where they stay in order. */
  readonly runs: TickerRuns | null;
}

/** The rows of a group by ticker: `order` lists them, the others tell where each list goes. */
export interface TickerRuns {
  /** Row numbers within the group, ticker by ticker. */
  readonly order: Int32Array;
  /** The tickers of the group, ascending. */
  readonly tickers: Int32Array;
  /** Of each of them: end of its rows in `order`, and place of the first of them. */
  readonly ends: Int32Array;
  readonly places: Int32Array;
}

/**
 * Rows of a group: enough days that those of one ticker fill whole lines of memory, and few enough
 * that a column of them stays in the cache while it is turned.
 */
const ROWS_A_GROUP = 400_000;

/** From so many rows on a group ends with its batch, which is then one for all of its rows. */
const ROWS_A_BATCH = 100_000;

/** All parts one after the other. */
export function groupsInOrder(parts: readonly Part[]): PartGroup[] {
  let at = 0;
  return parts.map(({ count }, p) => {
    at += count;
    return { from: p, to: p + 1, count, at: at - count, runs: null };
  });
}

/** Places for the rows of all parts, those of a ticker side by side and in their order. */
export function groupsByTicker(parts: readonly Part[]): PartGroup[] {
  const ids = spans(parts).map((span) => ({ ...span, tickers: tickersOf(parts, span) }));
  let top = 0;
  for (const { tickers } of ids) for (const id of tickers) if (id > top) top = id;
  const cursor = new Int32Array(top + 2);
  for (const { tickers } of ids) for (const id of tickers) cursor[id + 1]!++;
  for (let t = 0; t <= top; t++) cursor[t + 1]! += cursor[t] as number;
  return ids.map(({ tickers, ...span }) => ({ ...span, at: 0, runs: runsOf(tickers, cursor) }));
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

function spans(parts: readonly Part[]): Span[] {
  const found: Span[] = [];
  let from = 0;
  let count = 0;
  parts.forEach((part, p) => {
    count += part.count;
    const next = parts[p + 1];
    const isLastOfBatch = next !== undefined && next.batchId !== part.batchId;
    const isFull = count >= ROWS_A_GROUP || (isLastOfBatch && count >= ROWS_A_BATCH);
    if (!isFull && next !== undefined) return;
    found.push({ from, to: p + 1, count });
    from = p + 1;
    count = 0;
  });
  return found;
}

function tickersOf(parts: readonly Part[], { from, to, count }: Span): Int32Array {
  const tickers = new Int32Array(count);
  let filled = 0;
  for (const part of parts.slice(from, to)) {
    part.ints('ticker_id', tickers.subarray(filled, filled + part.count));
    filled += part.count;
  }
  return tickers;
}

/** Takes the next places of each ticker from `cursor`. */
function runsOf(tickers: Int32Array, cursor: Int32Array): TickerRuns {
  const counts = new Int32Array(cursor.length);
  for (const id of tickers) counts[id]!++;
  const found: number[] = [];
  const ends: number[] = [];
  const places: number[] = [];
  const next = new Int32Array(cursor.length);
  let end = 0;
  for (let id = 0; id < counts.length; id++) {
    const count = counts[id] as number;
    if (count === 0) continue;
    next[id] = end;
    end += count;
    found.push(id);
    ends.push(end);
    places.push(cursor[id] as number);
    cursor[id]! += count;
  }
  const order = new Int32Array(tickers.length);
  for (let k = 0; k < tickers.length; k++) order[next[tickers[k] as number]!++] = k;
  return {
    order,
    tickers: Int32Array.from(found),
    ends: Int32Array.from(ends),
    places: Int32Array.from(places),
  };
}

/** Writes one value of each ticker, or one for all, to the places of its rows. */
export function fillRuns(
  out: Int32Array,
  { ends, places }: TickerRuns,
  valueAt: (run: number) => number,
): void {
  let from = 0;
  for (let r = 0; r < ends.length; r++) {
    const end = ends[r] as number;
    const place = places[r] as number;
    const value = valueAt(r);
    // A call of `fill` takes longer than the loop for some dozens of places.
    for (let at = place; at < place + end - from; at++) out[at] = value;
    from = end;
  }
}

/** Puts the values of a group in place. */
export function moveRuns(
  out: Int32Array | Float64Array,
  values: Int32Array | Float64Array,
  runs: TickerRuns,
): void {
  // One loop for each kind of column, for one that meets both is twice as slow.
  if (out instanceof Int32Array) moveInts(out, values as Int32Array, runs);
  else moveFloats(out, values as Float64Array, runs);
}

function moveInts(out: Int32Array, values: Int32Array, { order, ends, places }: TickerRuns): void {
  let k = 0;
  for (let r = 0; r < ends.length; r++) {
    const shift = (places[r] as number) - k;
    for (const end = ends[r] as number; k < end; k++) out[shift + k] = values[order[k]!]!;
  }
}

function moveFloats(
  out: Float64Array,
  values: Float64Array,
  { order, ends, places }: TickerRuns,
): void {
  let k = 0;
  for (let r = 0; r < ends.length; r++) {
    const shift = (places[r] as number) - k;
    for (const end = ends[r] as number; k < end; k++) out[shift + k] = values[order[k]!]!;
  }
}
