import { chunkProblems } from './check-chunks.js';
import { fileProblems, tickerProblems } from './check-file.js';
import { type HashedBatch, NO_PARENT, versionHash } from './publish.js';
import { readVersions } from './readers/read-versions.js';
import type { Store } from './store.js';
import { FACT_TABLES, type FactTable, type FactTableName } from './tables.js';
import { type BatchSums, parseSums, type TableTally, tallyDifference } from './tally.js';

/** What `checkStore` looked at and found wrong, one line each; a broken file and nothing else. */
export interface StoreCheck {
  readonly problems: readonly string[];
  readonly versionCount: number;
  readonly batchCount: number;
  readonly rowCount: number;
}

interface Batch extends HashedBatch {
  readonly id: number;
  readonly fileName: string;
  readonly rowsRead: number;
  readonly accepted: number;
  readonly quarantined: number;
  readonly skipped: number;
  readonly versionNumber: number;
  readonly retiredIn: number | null;
  readonly sums: BatchSums;
}

const NOTHING: TableTally = { rows: 0, sums: {} };

/**
 * Holds the rows of each published batch against the counts and sums of its import, its
 * quarantined rows against their number, each version's hash against its parent and files, the
 * column chunks against the rows, and the pages of an SQLite file against each other.
 */
export async function checkStore(store: Store): Promise<StoreCheck> {
  const damage = await fileProblems(store);
  // What is read from broken pages may be anything: there is nothing to hold it against.
  if (damage.length > 0) return { problems: damage, versionCount: 0, batchCount: 0, rowCount: 0 };
  const batches = await publishedBatches(store);
  const versions = await readVersions(store);
  const problems = [
    ...(await tickerProblems(store)),
    ...chainProblems(versions, batches),
    ...batches.flatMap(countProblems),
    ...(await quarantineProblems(store, batches)),
  ];
  let rowCount = 0;
  const told = new Set<string>();
  for (const table of Object.values(FACT_TABLES)) {
    const found = await tallies(store, table);
    const name = table.name as FactTableName;
    for (const batch of batches) {
      const tally = found.get(batch.id) ?? NOTHING;
      rowCount += tally.rows;
      const difference = tallyDifference(batch.sums.tables[name] ?? NOTHING, tally);
      if (difference === null) continue;
      problems.push(`${batch.fileName}: ${name}: ${difference}`);
      told.add(`${batch.id} ${name}`);
    }
  }
  problems.push(...(await chunkProblems(store, batches, told)));
  return { problems, versionCount: versions.length, batchCount: batches.length, rowCount };
}

async function publishedBatches(store: Store): Promise<Batch[]> {
  const rows = await store.query<Omit<Batch, 'sums'> & { sums: string }>(
    `SELECT id, format, scope, file_sha256 AS fileSha256, file_name AS fileName,
       rows_read AS rowsRead, accepted, quarantined, skipped, version_number AS versionNumber,
       retired_in AS retiredIn, sums
     FROM import_batch WHERE version_number IS NOT NULL ORDER BY id`,
  );
  return rows.map((row) => ({ ...row, sums: parseSums(row.sums) }));
}

/** Rows and sums of every batch in one table, by one statement. */
async function tallies(store: Store, table: FactTable): Promise<Map<number, TableTally>> {
  const sums = table.sums.map((name, k) => `, SUM(${name}) AS sum${k}`).join('');
  const rows = await store.query<Record<string, number | null>>(
    `SELECT batch_id AS id, COUNT(*) AS n${sums} FROM ${table.name} GROUP BY batch_id`,
  );
  return new Map(
    rows.map((row) => [
      row.id ?? 0,
      {
        rows: row.n ?? 0,
        sums: Object.fromEntries(table.sums.map((name, k) => [name, row[`sum${k}`] ?? 0])),
      },
    ]),
  );
}

function chainProblems(
  versions: readonly { number: number; hash: string; parentHash: string }[],
  batches: readonly Batch[],
): string[] {
  const problems: string[] = [];
  let parent = NO_PARENT;
  versions.forEach(({ number, hash, parentHash }, k) => {
    const own = batches.filter(({ versionNumber }) => versionNumber === number);
    if (number !== k + 1) problems.push(`version ${number}: a version before it is missing`);
    if (parentHash !== parent) problems.push(`version ${number}: its parent is not version ${k}`);
    // A version without files of its own is one that withdrew some.
    const gone = own.length > 0 ? [] : batches.filter(({ retiredIn }) => retiredIn === number);
    if (versionHash(parentHash, own, gone) !== hash) {
      problems.push(`version ${number}: its hash does not fit its files`);
    }
    parent = hash;
  });
  return problems;
}

function countProblems({ fileName, rowsRead, accepted, quarantined, skipped }: Batch): string[] {
  const told = accepted + quarantined + skipped;
  return told === rowsRead ? [] : [`${fileName}: ${rowsRead} rows were read, of ${told} is told`];
}

async function quarantineProblems(store: Store, batches: readonly Batch[]): Promise<string[]> {
  const rows = await store.query<{ id: number; n: number }>(
    'SELECT batch_id AS id, COUNT(*) AS n FROM quarantined_row GROUP BY batch_id',
  );
  const found = new Map(rows.map(({ id, n }) => [id, n]));
  return batches.flatMap(({ id, fileName, quarantined }) => {
    const n = found.get(id) ?? 0;
    return n === quarantined
      ? []
      : [`${fileName}: ${n} quarantined rows are kept where ${quarantined} were counted`];
  });
}
