import type { Sql } from '../sql.js';
import type { StoredVersion } from '../stored-columns.js';

/** A published version and the hash of the one before it. */
export interface ChainedVersion extends StoredVersion {
  readonly parentHash: string;
}

/** Every published version, ascending. */
export async function readVersions(sql: Sql): Promise<ChainedVersion[]> {
  const rows = await sql.query<Omit<ChainedVersion, 'isSimulated'> & { isSimulated: number }>(
    `SELECT number, parent_hash AS parentHash, hash, published_at AS publishedAt,
       is_simulated AS isSimulated FROM data_version ORDER BY number`,
  );
  return rows.map((row) => ({ ...row, isSimulated: row.isSimulated === 1 }));
}
