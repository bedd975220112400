import { OperatorError } from '../../errors.js';
import { visitChunk } from '../chunks/visit-chunk.js';
import type { Store } from '../store.js';
import { FACT_TABLES, type FactTable, type FactTableName } from '../tables.js';
import { Tally, type TableTally, tallyDifference } from '../tally.js';
import { type BatchChunk, ChunkIndex, readSets } from './chunk-parts.js';
import type { KeptChunks } from './kept-chunks.js';
import type { VisibleBatch } from './visible-batches.js';

type Row = readonly unknown[];
type Visit = (row: Row) => void;

/** The rows of a table, as chunks where a batch has them and one by one where it has none. */
export interface TableParts {
  readonly chunks: readonly BatchChunk[];
  /** Rows that no chunk holds. */
  readonly looseCount: number;
  /** Calls `visit` with each of those; columns in the order of FACT_TABLES, dates as days. */
  readLoose(visit: Visit): Promise<void>;
}

/** Where a reader looks. */
export interface ReadOptions {
  readonly byRows?: boolean;
  readonly kept?: KeptChunks | null;
}

/** Reads fact tables for one data version and holds them against the ledger. */
export class TableReader {
  private constructor(
    private readonly store: Store,
    private readonly batches: readonly VisibleBatch[],
    private readonly index: ChunkIndex | null,
    private readonly kept: KeptChunks | null,
  ) {}

  /** `byRows` leaves the chunks aside, for comparison; `kept` are those that lie in files. */
  static async open(
    store: Store,
    batches: readonly VisibleBatch[],
    { byRows = false, kept = null }: ReadOptions = {},
  ) {
    return new TableReader(store, batches, byRows ? null : await ChunkIndex.read(store), kept);
  }

  /**
   * Reads what there is of a table. Throws OperatorError when rows, sums or chunks are not those
   * that were imported.
   */
  async parts(name: FactTableName): Promise<TableParts> {
    const { store, index, kept } = this;
    const all = this.batches.filter(({ sums }) => (sums.tables[name]?.rows ?? 0) > 0);
    const sets = all.map((batch) => index?.complete(batch, name) ?? null);
    const loose = all.filter((_, k) => sets[k] === null);
    const whole = sets.filter((set) => set !== null);
    return {
      chunks: await readSets(store, whole, name, kept),
      looseCount: loose.reduce((sum, { sums }) => sum + (sums.tables[name]?.rows ?? 0), 0),
      readLoose: (visit) => scanBatches(store, loose, name, visit),
    };
  }

  /** Calls `visit` with each visible row of a small table; the array is used again for the next. */
  async read(name: FactTableName, visit: Visit): Promise<void> {
    const { chunks, readLoose } = await this.parts(name);
    for (const { batchId, chunk } of chunks) visitChunk(chunk, batchId, visit);
    await readLoose(visit);
  }
}

async function scanBatches(
  store: Store,
  batches: readonly VisibleBatch[],
  name: FactTableName,
  visit: Visit,
): Promise<void> {
  if (batches.length === 0) return;
  const table: FactTable = FACT_TABLES[name];
  const batchPlace = table.columns.indexOf('batch_id');
  const tallies: Tally[] = [];
  const left: number[] = [];
  for (const { id, sums } of batches) {
    tallies[id] = new Tally();
    left[id] = sums.tables[name]?.rows ?? 0;
  }
  await store.scan(scanOf(table), (row) => {
    const batch = row[batchPlace] as number;
    const tally = tallies[batch];
    if (tally === undefined) return;
    tally.add(name, row);
    // Rows beyond those of the ledger are counted, so that they are told, and not read.
    if (left[batch]!-- > 0) visit(row);
  });
  for (const batch of batches) {
    compare(batch, name, tallies[batch.id]!.result()[name] ?? EMPTY);
  }
}

const EMPTY: TableTally = { rows: 0, sums: {} };

/** What to scan to read a whole table. */
export function scanOf(table: FactTable) {
  const { columns, dates, lead } = table;
  return { table: table.name, columns, dates, ...(dates.includes(lead) ? { byDay: lead } : {}) };
}

function compare(batch: VisibleBatch, table: FactTableName, found: TableTally): void {
  const difference = tallyDifference(batch.sums.tables[table] ?? EMPTY, found);
  if (difference === null) return;
  throw new OperatorError(
    `the store does not hold what was imported: batch ${batch.id}, ${table}: ${difference}; ` +
      "see './lowtide check'",
  );
}
