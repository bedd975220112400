import { type Day, day } from '../../time/day.js';
import type { Sql } from '../sql.js';
import { visibleIn } from './visible-batches.js';

/** One vintage of one reported short position, as the file gave it. */
export interface ShortFiling {
  readonly tickerId: number;
  readonly settledOn: Day;
  readonly vintage: 1 | 2;
  readonly batchId: number;
  /** In shares of `settledOn`. */
  readonly shares: number;
  readonly previousShares: number | null;
  readonly averageDailyVolume: number | null;
  readonly isSplit: boolean;
  readonly isRevised: boolean;
  readonly name: string;
  readonly exchange: string | null;
  readonly publishedOn: Day;
}

/**
 * All vintages of the reports of many tickers in one statement, ascending by ticker, settlement
 * and vintage. Where two batches give the same key, only the later batch is returned.
 */
export async function readShortFilings(
  sql: Sql,
  version: number,
  tickerIds: readonly number[],
): Promise<ShortFiling[]> {
  if (tickerIds.length === 0) return [];
  const rows = await sql.query<Row>(
    `SELECT s.ticker_id AS tickerId, s.settled_on AS settledOn, s.vintage, s.batch_id AS batchId,
       s.shares, s.previous_shares AS previousShares, s.average_daily_volume AS averageDailyVolume,
       s.is_split AS isSplit, s.is_revised AS isRevised, s.name, s.exchange,
       s.published_on AS publishedOn
     FROM short_interest s JOIN import_batch b ON b.id = s.batch_id
     WHERE s.ticker_id IN (${tickerIds.map(() => '?').join(', ')}) AND ${visibleIn('b')}
     ORDER BY s.ticker_id, s.settled_on, s.vintage, s.batch_id`,
    [...tickerIds, version, version],
  );
  const filings = rows.map((row) => ({
    ...row,
    settledOn: day(row.settledOn),
    publishedOn: day(row.publishedOn),
    isSplit: row.isSplit === 1,
    isRevised: row.isRevised === 1,
  }));
  return filings.filter((filing, k) => {
    const next = filings[k + 1];
    return next === undefined || !isSameKey(filing, next);
  });
}

type Row = Omit<ShortFiling, 'settledOn' | 'publishedOn' | 'isSplit' | 'isRevised'> & {
  settledOn: string;
  publishedOn: string;
  isSplit: number;
  isRevised: number;
};

function isSameKey(a: ShortFiling, b: ShortFiling): boolean {
  return a.tickerId === b.tickerId && a.settledOn === b.settledOn && a.vintage === b.vintage;
}
