import type { PriceBasis } from '../importers/rows.js';
import type { StoredPrices } from '../store/stored-columns.js';
import type { Day } from '../time/day.js';
import type { Chain } from './identity.js';
import { type RowsByTicker, rowAt } from './ticker-rows.js';

/**
 * The bars of one security from one kind of source: row numbers of the stored columns, ascending by
 * day, one a day.
 */
export interface Run {
  readonly basis: PriceBasis;
  /** Latest batch in the run; raw prices of all batches form one run. */
  readonly batch: number;
  /** None where they were put in place straight from their chunks. */
  readonly rows: Rows;
  /** Day of the last row. */
  readonly lastOn: Day;
}

export type Rows = readonly number[] | Int32Array;

const PRIORITY: Record<PriceBasis, number> = { RAW: 0, SPLIT: 1, SPLIT_AND_DIVIDEND: 2 };

/** What runs are found by: the price rows of a version and the basis of each batch. */
export interface PriceLines {
  readonly prices: StoredPrices;
  readonly byTicker: RowsByTicker;
  readonly basisOf: (batch: number) => PriceBasis;
}

/**
 * The runs of a security, best first: raw closes before adjusted ones, later files before earlier
 * ones. Within a run a later batch wins a day, and so does the newer of two tickers.
 */
export function runsOf(chain: Chain, { prices, byTicker, basisOf }: PriceLines): Run[] {
  const groups = new Map<number, { basis: PriceBasis; byDay: Map<number, number> }>();
  for (const segment of chain.segments) {
    const range = byTicker.range(segment.ticker);
    if (range === undefined) continue;
    for (let k = range[0]; k < range[1]; k++) {
      const row = rowAt(byTicker, k);
      const on = prices.tradedOn[row] as number;
      if (on < segment.fromOn || on > segment.toOn) continue;
      const batch = prices.batchId[row] as number;
      const basis = basisOf(batch);
      const group = basis === 'RAW' ? 0 : batch;
      const run = groups.get(group) ?? { basis, byDay: new Map<number, number>() };
      groups.set(group, run);
      run.byDay.set(on, row);
    }
  }
  return [...groups]
    .map(([batch, { basis, byDay }]) => {
      const rows = inOrder(byDay, chain);
      return { basis, batch, rows, lastOn: prices.tradedOn[rows.at(-1) as number] as number };
    })
    .sort((a, b) => PRIORITY[a.basis] - PRIORITY[b.basis] || b.batch - a.batch);
}

/** Rows of one ticker arrive in order; those of several must be sorted by day. */
function inOrder(byDay: Map<number, number>, chain: Chain): number[] {
  if (chain.segments.length === 1) return [...byDay.values()];
  return [...byDay].sort((a, b) => a[0] - b[0]).map(([, row]) => row);
}

/** Finds the only run of a security without an object for each bar. */
export class SingleRuns {
  private rows = new Int32Array(1024);

  constructor(private readonly lines: PriceLines) {}

  /**
   * What `runsOf` gives, where that is at most one run and the days of one ticker follow those of
   * another; null where it is not. The rows are good until the next call.
   */
  of(chain: Chain): readonly Run[] | null {
    const { prices, byTicker, basisOf } = this.lines;
    const { tradedOn, batchId } = prices;
    let count = 0;
    let last = Number.NEGATIVE_INFINITY;
    let seenBatch = -1;
    let group = -1;
    let basis: PriceBasis = 'RAW';
    for (const { ticker, fromOn, toOn } of chain.segments) {
      const range = byTicker.range(ticker);
      if (range === undefined) continue;
      this.reserve(count + range[1] - range[0]);
      const { rows } = this;
      for (let k = range[0]; k < range[1]; k++) {
        const row = rowAt(byTicker, k);
        const on = tradedOn[row] as number;
        if (on < fromOn || on > toOn) continue;
        const batch = batchId[row] as number;
        if (batch !== seenBatch) {
          seenBatch = batch;
          basis = basisOf(batch);
          const own = basis === 'RAW' ? 0 : batch;
          if (group >= 0 && own !== group) return null;
          group = own;
        }
        if (on < last) return null;
        if (on === last) count--;
        last = on;
        rows[count++] = row;
      }
    }
    if (count === 0) return [];
    return [{ basis, batch: group, rows: this.rows.subarray(0, count), lastOn: last }];
  }

  private reserve(count: number): void {
    if (this.rows.length >= count) return;
    const larger = new Int32Array(2 * count);
    larger.set(this.rows);
    this.rows = larger;
  }
}
