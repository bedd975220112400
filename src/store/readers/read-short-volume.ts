import { type Day, day, formatDay } from '../../time/day.js';
import type { Sql } from '../sql.js';
import { visibleIn } from './visible-batches.js';

/** Volume of one day that was sold short, in shares. */
export interface StoredShortVolume {
  readonly tickerId: number;
  readonly tradedOn: Day;
  /** The exempt part included. */
  readonly shortVolume: number;
  readonly exemptVolume: number | null;
  readonly totalVolume: number;
  /** Letters of the reporting facilities with commas between them. */
  readonly markets: string;
}

/**
 * Short volume of many tickers from one day to another, both inclusive, in one statement; ascending
 * by ticker and day. Where two batches give the same key, the later one counts.
 */
export async function readShortVolume(
  sql: Sql,
  version: number,
  tickerIds: readonly number[],
  fromOn: Day,
  toOn: Day,
): Promise<StoredShortVolume[]> {
  if (tickerIds.length === 0) return [];
  const rows = await sql.query<Omit<StoredShortVolume, 'tradedOn'> & { tradedOn: string }>(
    `SELECT v.ticker_id AS tickerId, v.traded_on AS tradedOn, v.short_volume AS shortVolume,
       v.exempt_volume AS exemptVolume, v.total_volume AS totalVolume, v.markets
     FROM short_volume v JOIN import_batch b ON b.id = v.batch_id
     WHERE v.ticker_id IN (${tickerIds.map(() => '?').join(', ')})
       AND v.traded_on BETWEEN ? AND ? AND ${visibleIn('b')}
     ORDER BY v.ticker_id, v.traded_on, v.batch_id`,
    [...tickerIds, formatDay(fromOn), formatDay(toOn), version, version],
  );
  return rows
    .filter(({ tickerId, tradedOn }, k) => {
      const next = rows[k + 1];
      return next === undefined || next.tickerId !== tickerId || next.tradedOn !== tradedOn;
    })
    .map((row) => ({ ...row, tradedOn: day(row.tradedOn) }));
}
