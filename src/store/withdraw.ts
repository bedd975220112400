import { OperatorError } from '../errors.js';
import type { Lease } from './lease.js';
import { type Publication, versionHash } from './publish.js';
import { type ImportedFile, readImportHistory } from './readers/read-import-history.js';
import type { Sql } from './sql.js';
import type { Store } from './store.js';

/** The version from which on some files count no more. */
export type Withdrawal = Pick<Publication, 'number' | 'hash'>;

/** Fewest characters of a hash that name a file. */
const HASH_PREFIX = /^[0-9a-f]{8,64}$/;

/**
 * The files that the current version shows by each name: as `./lowtide versions` lists it, or the
 * first characters of its SHA-256, eight at least. Throws OperatorError for a name of none and for
 * one of several.
 */
export async function shownFiles(sql: Sql, names: readonly string[]): Promise<ImportedFile[]> {
  const history = await readImportHistory(sql);
  const found = names.map((name) => fileOf(history, name));
  return [...new Set(found)];
}

function fileOf(history: readonly ImportedFile[], name: string): ImportedFile {
  const known = history.filter(
    ({ fileName, fileSha256, versionNumber }) =>
      versionNumber !== null &&
      (fileName === name || (HASH_PREFIX.test(name) && fileSha256.startsWith(name))),
  );
  const shown = known.filter(({ retiredIn }) => retiredIn === null);
  const [file] = shown;
  if (file !== undefined && shown.length === 1) return file;
  if (shown.length > 1) {
    const each = shown.map((one) => `${one.fileSha256.slice(0, 12)} (${one.format})`).join(', ');
    throw new OperatorError(
      `${shown.length} files are called '${name}'; name one by hash: ${each}`,
    );
  }
  const gone = known.at(-1);
  throw new OperatorError(
    gone === undefined
      ? `no published file is called '${name}'; './lowtide versions' lists them`
      : `'${name}' is not shown any more since data version ${gone.retiredIn}`,
  );
}

/**
 * Publishes the next data version without some batches that the current one shows, in one short
 * transaction. Versions before it stay what they are. `publishedAt` is in milliseconds since 1970.
 */
export function withdraw(
  store: Store,
  lease: Lease,
  batchIds: readonly number[],
  publishedAt: number,
): Promise<Withdrawal> {
  const places = batchIds.map(() => '?').join(', ');
  return store.transaction(async (sql) => {
    await lease.assertHeld(sql);
    const batches = await sql.query<Batch>(
      `SELECT format, scope, file_sha256 AS fileSha256, retired_in AS retiredIn
       FROM import_batch WHERE id IN (${places})`,
      batchIds,
    );
    const [last] = await sql.query<Withdrawal & { isSimulated: number }>(
      `SELECT number, hash, is_simulated AS isSimulated FROM data_version
       ORDER BY number DESC LIMIT 1`,
    );
    if (last === undefined) throw new OperatorError('no data version is published yet');
    // An earlier run of this transaction went through, and its answer was lost.
    if (batches.every(({ retiredIn }) => retiredIn === last.number)) return last;
    const number = last.number + 1;
    const hash = versionHash(last.hash, [], batches);
    await sql.insert(
      'data_version',
      ['number', 'parent_hash', 'hash', 'published_at', 'is_simulated'],
      [[number, last.hash, hash, publishedAt, last.isSimulated]],
    );
    await sql.run(
      `UPDATE import_batch SET retired_in = ? WHERE id IN (${places}) AND retired_in IS NULL`,
      [number, ...batchIds],
    );
    return { number, hash };
  });
}

interface Batch {
  readonly format: string;
  readonly scope: string;
  readonly fileSha256: string;
  readonly retiredIn: number | null;
}
