import type { Sql } from '../sql.js';

/** What an import had to say about a file beside its rows. */
export interface StoredWarning {
  readonly batchId: number;
  readonly fileName: string;
  readonly code: string;
  readonly message: string;
}

/** Every warning, by file in the order of import. */
export function readWarnings(sql: Sql): Promise<StoredWarning[]> {
  return sql.query<StoredWarning>(
    `SELECT w.batch_id AS batchId, b.file_name AS fileName, w.code, w.message
     FROM import_warning w JOIN import_batch b ON b.id = w.batch_id
     ORDER BY w.batch_id, w.position`,
  );
}
