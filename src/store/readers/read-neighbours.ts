import { previousSettlementDate } from '../../time/calendar.js';
import { type Day, day, formatDay } from '../../time/day.js';
import type { Sql } from '../sql.js';

const NEAR_DAYS = 45;

/** The nearest settlement on either side that has more than twice as many rows; null for none. */
export async function shortfall(
  sql: Sql,
  batchId: number,
  settledOn: string,
  accepted: number,
): Promise<{ settledOn: string; accepted: number } | null> {
  const on = day(settledOn);
  const rows = await sql.query<{ settledOn: string; accepted: number }>(
    `SELECT first_on AS settledOn, accepted FROM import_batch
     WHERE format = 'finra-short-interest' AND status <> 'FAILED' AND retired_in IS NULL
       AND first_on = last_on AND first_on BETWEEN ? AND ? AND id <> ? AND accepted > 0
       AND is_simulated = (SELECT is_simulated FROM import_batch WHERE id = ?)`,
    [formatDay(on - NEAR_DAYS), formatDay(on + NEAR_DAYS), batchId, batchId],
  );
  const near = rows.sort((a, b) => distance(a.settledOn, on) - distance(b.settledOn, on));
  const sides = [
    near.find((row) => row.settledOn < settledOn),
    near.find((row) => row.settledOn > settledOn),
  ];
  return sides.find((row) => row !== undefined && accepted * 2 < row.accepted) ?? null;
}

/**
 * Rows of a staged file whose previous position is not what the file of the settlement before
 * said, although neither the revision nor the split flag is set.
 */
export async function silentRestatements(
  sql: Sql,
  batchId: number,
  settledOn: Day,
): Promise<{ count: number; example: string }> {
  const rows = await sql.query<{ symbol: string }>(
    `SELECT t.symbol FROM short_interest n
     JOIN short_interest p ON p.settled_on = ? AND p.ticker_id = n.ticker_id AND p.vintage = 1
     JOIN import_batch b ON b.id = p.batch_id AND b.status <> 'FAILED' AND b.retired_in IS NULL
     JOIN ticker t ON t.id = n.ticker_id
     WHERE n.settled_on = ? AND n.vintage = 1 AND n.batch_id = ?
       AND n.is_revised = 0 AND n.is_split = 0 AND n.previous_shares <> p.shares
       AND b.is_simulated = (SELECT is_simulated FROM import_batch WHERE id = ?)
     ORDER BY t.symbol`,
    [formatDay(previousSettlementDate(settledOn)), formatDay(settledOn), batchId, batchId],
  );
  return { count: rows.length, example: rows[0]?.symbol ?? '' };
}

function distance(text: string, on: Day): number {
  return Math.abs(day(text) - on);
}
