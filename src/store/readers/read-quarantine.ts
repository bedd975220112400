import type { Sql } from '../sql.js';

/** A row that was kept aside, with the file it came from. */
export interface QuarantinedLine {
  readonly batchId: number;
  readonly fileName: string;
  readonly line: number;
  readonly reason: string;
  readonly detail: string;
  readonly raw: string;
}

/** Which quarantined rows to read; all when nothing is given. */
export interface QuarantineFilter {
  readonly batchId?: number;
  readonly fileName?: string;
  readonly reason?: string;
  /** Also rows of files that no version shows any more. */
  readonly isRetiredShown?: boolean;
  /** At most so many rows, from the first. */
  readonly limit?: number;
}

/** Quarantined rows by file and line, in one statement. */
export function readQuarantine(
  sql: Sql,
  filter: QuarantineFilter = {},
): Promise<QuarantinedLine[]> {
  const { where, values } = condition(filter);
  const limit = filter.limit === undefined ? '' : `LIMIT ${Math.trunc(filter.limit)}`;
  return sql.query<QuarantinedLine>(
    `SELECT q.batch_id AS batchId, b.file_name AS fileName, q.line, q.reason, q.detail, q.raw
     FROM quarantined_row q JOIN import_batch b ON b.id = q.batch_id
     ${where} ORDER BY q.batch_id, q.position ${limit}`,
    values,
  );
}

/** Number of quarantined rows by file and reason. */
export function countQuarantine(
  sql: Sql,
  filter: QuarantineFilter = {},
): Promise<{ fileName: string; reason: string; rowCount: number }[]> {
  const { where, values } = condition(filter);
  return sql.query(
    `SELECT b.file_name AS fileName, q.reason, COUNT(*) AS rowCount
     FROM quarantined_row q JOIN import_batch b ON b.id = q.batch_id
     ${where} GROUP BY q.batch_id, b.file_name, q.reason ORDER BY q.batch_id, q.reason`,
    values,
  );
}

function condition(filter: QuarantineFilter): { where: string; values: (string | number)[] } {
  const wanted: [string, string | number | undefined][] = [
    ['q.batch_id = ?', filter.batchId],
    ['b.file_name = ?', filter.fileName],
    ['q.reason = ?', filter.reason],
  ];
  const chosen = wanted.filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined,
  );
  const shown = filter.isRetiredShown === true ? [] : ['b.retired_in IS NULL'];
  const conditions = [...chosen.map(([text]) => text), ...shown];
  return {
    where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`,
    values: chosen.map(([, value]) => value),
  };
}
