import { performance } from 'node:perf_hooks';
import type { Executor } from '../../src/server/execute.js';
import type { Store } from '../../src/store/store.js';

/** Medians in milliseconds, their ratio, and the distance of the two answers. */
export interface PeerTimes {
  readonly panel: number;
  readonly sql: number;
  readonly ratio: number;
  readonly difference: number;
}

const SYMBOLS = '["NVDA", "META", "TSLA", "LUMN", "FL", "BEAM", "SAGE", "ATSG", "ACHR"]';

/**
 * The mark-to-market profit of some short books without splits, from the panel and as the SQL that
 * an analyst would write: the last settled position on each day times the fall of the next close.
 */
export async function shortPnlBySql(
  store: Store,
  executor: Executor,
  runs: number,
): Promise<PeerTimes> {
  const query =
    `{ shorts(window: {preset: YTD, to: "2023-09-08"}, where: {symbols: ${SYMBOLS}}, ` +
    'options: {interpolation: STEP}) { total { pnl } } }';
  const keys = (JSON.parse(SYMBOLS) as string[]).map((symbol) => `'${symbol}'`).join(', ');
  const sql = `
    WITH bars AS (
      SELECT p.ticker_id, p.traded_on, p.close,
        LAG(p.close) OVER w AS previous, LAG(p.traded_on) OVER w AS held_on
      FROM daily_price p JOIN ticker t ON t.id = p.ticker_id
      WHERE t.ticker_key IN (${keys}) AND p.traded_on BETWEEN '2022-12-30' AND '2023-09-08'
      WINDOW w AS (PARTITION BY p.ticker_id ORDER BY p.traded_on))
    SELECT SUM((b.previous - b.close) * (
      SELECT s.shares FROM short_interest s
      WHERE s.ticker_id = b.ticker_id AND s.settled_on <= b.held_on
      ORDER BY s.settled_on DESC, s.vintage DESC LIMIT 1)) AS pnl
    FROM bars b WHERE b.previous IS NOT NULL`;
  const panel = await median(runs, () => executor.execute({ query }));
  const peer = await median(runs, () => store.query<{ pnl: number }>(sql));
  const { data } = panel.value.result;
  const ours = (data as { shorts: { total: { pnl: number } } }).shorts.total.pnl;
  const theirs = peer.value[0]?.pnl ?? Number.NaN;
  return {
    panel: panel.time,
    sql: peer.time,
    ratio: peer.time / panel.time,
    difference: Math.abs(theirs / ours - 1),
  };
}

async function median<T>(
  runs: number,
  work: () => Promise<T>,
): Promise<{ time: number; value: T }> {
  let value = await work();
  const times: number[] = [];
  for (let k = 0; k < runs; k++) {
    const start = performance.now();
    value = await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { time: times[runs >> 1] as number, value };
}
