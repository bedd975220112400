import type { PriceBasis } from '../importers/rows.js';
import type { StoredPrices } from '../store/stored-columns.js';
import type { Chain } from './identity.js';
import type { RowsByTicker } from './ticker-rows.js';

/**
 * The bars of one security from one kind of source: row numbers of the stored columns, ascending by
 * day, one a day.
 */
export interface Run {
  readonly basis: PriceBasis;
  /** Latest batch in the run; raw prices of all batches form one run. */
  readonly batch: number;
  readonly rows: readonly number[];
}

const PRIORITY: Record<PriceBasis, number> = { RAW: 0, SPLIT: 1, SPLIT_AND_DIVIDEND: 2 };

/**
 * The runs of a security, best first: raw closes before adjusted ones, later files before earlier
 * ones. Within a run a later batch wins a day, and so does the newer of two tickers.
 */
export function runsOf(
  chain: Chain,
  prices: StoredPrices,
  byTicker: RowsByTicker,
  basisOf: (batch: number) => PriceBasis,
): Run[] {
  const groups = new Map<number, { basis: PriceBasis; byDay: Map<number, number> }>();
  for (const segment of chain.segments) {
    const range = byTicker.range(segment.ticker);
    if (range === undefined) continue;
    for (let k = range[0]; k < range[1]; k++) {
      const row = byTicker.order[k] as number;
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
    .map(([batch, { basis, byDay }]) => ({ basis, batch, rows: inOrder(byDay, chain) }))
    .sort((a, b) => PRIORITY[a.basis] - PRIORITY[b.basis] || b.batch - a.batch);
}

/** Rows of one ticker arrive in order; those of several must be sorted by day. */
function inOrder(byDay: Map<number, number>, chain: Chain): number[] {
  if (chain.segments.length === 1) return [...byDay.values()];
  return [...byDay].sort((a, b) => a[0] - b[0]).map(([, row]) => row);
}
