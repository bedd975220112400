import { type Day, day, formatDay } from '../../time/day.js';
import type { Sql } from '../sql.js';
import { visibleIn } from './visible-batches.js';

/** Shares of one security that were not delivered by one settlement. */
export interface StoredFail {
  readonly tickerId: number;
  readonly settledOn: Day;
  readonly cusip: string;
  readonly description: string | null;
  readonly quantity: number;
  /** Raw close of the day before, US dollars. */
  readonly price: number | null;
}

/**
 * Fails of many tickers from one day to another, both inclusive, in one statement; ascending by
 * ticker, settlement and CUSIP. Where two batches give the same key, the later one counts.
 */
export async function readFailsToDeliver(
  sql: Sql,
  version: number,
  tickerIds: readonly number[],
  fromOn: Day,
  toOn: Day,
): Promise<StoredFail[]> {
  if (tickerIds.length === 0) return [];
  const rows = await sql.query<Omit<StoredFail, 'settledOn'> & { settledOn: string }>(
    `SELECT f.ticker_id AS tickerId, f.settled_on AS settledOn, f.cusip, f.description, f.quantity,
       f.price
     FROM fail_to_deliver f JOIN import_batch b ON b.id = f.batch_id
     WHERE f.ticker_id IN (${tickerIds.map(() => '?').join(', ')})
       AND f.settled_on BETWEEN ? AND ? AND ${visibleIn('b')}
     ORDER BY f.ticker_id, f.settled_on, f.cusip, f.batch_id`,
    [...tickerIds, formatDay(fromOn), formatDay(toOn), version, version],
  );
  return rows
    .filter(({ tickerId, settledOn, cusip }, k) => {
      const next = rows[k + 1];
      return (
        next === undefined ||
        next.tickerId !== tickerId ||
        next.settledOn !== settledOn ||
        next.cusip !== cusip
      );
    })
    .map((row) => ({ ...row, settledOn: day(row.settledOn) }));
}
