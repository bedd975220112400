import { type Day, day } from '../../time/day.js';
import type { BatchStatus } from '../ledger.js';
import type { Sql } from '../sql.js';

/** One row of the ledger of imported files. */
export interface ImportedFile {
  readonly id: number;
  readonly format: string;
  readonly scope: string;
  readonly sourceCode: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly byteSize: number;
  readonly status: BatchStatus;
  readonly rowsRead: number;
  readonly accepted: number;
  readonly quarantined: number;
  readonly skipped: number;
  readonly firstOn: Day | null;
  readonly lastOn: Day | null;
  readonly isSimulated: boolean;
  /** Milliseconds since the epoch. */
  readonly importedAt: number;
  readonly versionNumber: number | null;
  readonly retiredIn: number | null;
}

/** Every file ever imported or tried, ascending by id. */
export async function readImportHistory(sql: Sql): Promise<ImportedFile[]> {
  const rows = await sql.query<Row>(
    `SELECT id, format, scope, source_code AS sourceCode, file_name AS fileName,
       file_sha256 AS fileSha256, byte_size AS byteSize, status, rows_read AS rowsRead, accepted,
       quarantined, skipped, first_on AS firstOn, last_on AS lastOn, is_simulated AS isSimulated,
       imported_at AS importedAt, version_number AS versionNumber, retired_in AS retiredIn
     FROM import_batch ORDER BY id`,
  );
  return rows.map((row) => ({
    ...row,
    firstOn: row.firstOn === null ? null : day(row.firstOn),
    lastOn: row.lastOn === null ? null : day(row.lastOn),
    isSimulated: row.isSimulated === 1,
  }));
}

type Row = Omit<ImportedFile, 'firstOn' | 'lastOn' | 'isSimulated'> & {
  firstOn: string | null;
  lastOn: string | null;
  isSimulated: number;
};
