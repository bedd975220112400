import { type Day, day } from '../../time/day.js';
import type { Sql } from '../sql.js';
import type { StoredBatch } from '../stored-columns.js';
import { type BatchSums, parseSums } from '../tally.js';

export interface VisibleBatch extends StoredBatch {
  readonly sums: BatchSums;
}

/** SQL that says whether batch `alias` counts in a version; takes the version number twice. */
export function visibleIn(alias: string): string {
  const isRetired = `${alias}.retired_in IS NOT NULL AND ${alias}.retired_in <= ?`;
  return `${alias}.version_number <= ? AND NOT (${isRetired})`;
}

/** The batches that a data version shows, ascending by id. */
export async function visibleBatches(sql: Sql, version: number): Promise<VisibleBatch[]> {
  const rows = await sql.query<Row>(
    `SELECT b.id, b.format, b.scope, b.source_code AS sourceCode, b.basis, b.first_on AS firstOn,
       b.last_on AS lastOn, b.imported_at AS importedAt, b.is_simulated AS isSimulated, b.sums
     FROM import_batch b WHERE ${visibleIn('b')} ORDER BY b.id`,
    [version, version],
  );
  return rows.map((row) => ({
    ...row,
    firstOn: toDay(row.firstOn),
    lastOn: toDay(row.lastOn),
    isSimulated: row.isSimulated === 1,
    sums: parseSums(row.sums),
  }));
}

type Row = Omit<StoredBatch, 'firstOn' | 'lastOn' | 'isSimulated'> & {
  firstOn: string | null;
  lastOn: string | null;
  isSimulated: number;
  sums: string;
};

function toDay(text: string | null): Day | null {
  return text === null ? null : day(text);
}
