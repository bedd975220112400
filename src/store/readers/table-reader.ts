import { OperatorError } from '../../errors.js';
import type { Store } from '../store.js';
import { FACT_TABLES, type FactTable, type FactTableName } from '../tables.js';
import { Tally, type TableTally, tallyDifference } from '../tally.js';
import type { VisibleBatch } from './visible-batches.js';

type Row = readonly unknown[];

/** Reads fact tables for one data version and holds them against the ledger. */
export class TableReader {
  private readonly isVisible: Uint8Array;

  constructor(
    private readonly store: Store,
    private readonly batches: readonly VisibleBatch[],
  ) {
    this.isVisible = new Uint8Array((batches.at(-1)?.id ?? 0) + 1);
    for (const { id } of batches) this.isVisible[id] = 1;
  }

  /** Rows of a table that the ledger promises for this version. */
  count(table: FactTableName): number {
    return this.batches.reduce((sum, { sums }) => sum + (sums.tables[table]?.rows ?? 0), 0);
  }

  /**
   * Calls `visit` with each visible row and its number; columns are in the order of FACT_TABLES,
   * dates are days. Throws OperatorError when rows and sums are not those that were imported.
   */
  async read(name: FactTableName, visit: (row: Row, k: number) => void): Promise<void> {
    const table: FactTable = FACT_TABLES[name];
    const batchPlace = table.columns.indexOf('batch_id');
    const tallies: Tally[] = [];
    for (const { id } of this.batches) tallies[id] = new Tally();
    const promised = this.count(name);
    let k = 0;
    await this.store.scan({ ...scanOf(table), table: table.name }, (row) => {
      const batch = row[batchPlace] as number;
      if (this.isVisible[batch] !== 1) return;
      tallies[batch]!.add(name, row);
      if (k < promised) visit(row, k);
      k++;
    });
    for (const batch of this.batches) {
      compare(batch, name, tallies[batch.id]!.result()[name] ?? EMPTY);
    }
  }
}

const EMPTY: TableTally = { rows: 0, sums: {} };

function scanOf(table: FactTable) {
  const { columns, dates, lead } = table;
  return { columns, dates, ...(dates.includes(lead) ? { byDay: lead } : {}) };
}

function compare(batch: VisibleBatch, table: FactTableName, found: TableTally): void {
  const difference = tallyDifference(batch.sums.tables[table] ?? EMPTY, found);
  if (difference === null) return;
  throw new OperatorError(
    `the store does not hold what was imported: batch ${batch.id}, ${table}: ${difference}; ` +
      "see 'lowtide check'",
  );
}
