import { OperatorError } from '../errors.js';
import { FACT_TABLES, type FactTable, type FactTableName } from './tables.js';

/** Rows of one table and the sums of its numbers; missing numbers count as nothing. */
export interface TableTally {
  rows: number;
  sums: Record<string, number>;
}

/** What a batch put into each table, as `import_batch.sums` keeps it. */
export interface BatchSums {
  tables: Partial<Record<FactTableName, TableTally>>;
  /** Sums that the format itself reported. */
  file: Readonly<Record<string, number>>;
}

/** Relative room for the order of addition, which differs between writer and database. */
const TOLERANCE = 1e-9;
const SHOWN_SUMS = 40;

/** Adds up the rows of one batch while they are staged. */
export class Tally {
  private readonly byTable = new Map<FactTableName, { rows: number; sums: Float64Array }>();

  add(table: FactTableName, row: readonly unknown[]): void {
    const definition: FactTable = FACT_TABLES[table];
    let entry = this.byTable.get(table);
    if (entry === undefined) {
      entry = { rows: 0, sums: new Float64Array(definition.sums.length) };
      this.byTable.set(table, entry);
    }
    entry.rows++;
    const places = PLACES[table];
    for (let k = 0; k < places.length; k++) {
      const value = row[places[k]!];
      if (typeof value === 'number') entry.sums[k]! += value;
    }
  }

  /** Takes back a row that the store did not keep. */
  remove(table: FactTableName, row: readonly unknown[]): void {
    const entry = this.byTable.get(table);
    if (entry === undefined) return;
    entry.rows--;
    PLACES[table].forEach((place, k) => {
      const value = row[place];
      if (typeof value === 'number') entry.sums[k]! -= value;
    });
  }

  result(): BatchSums['tables'] {
    const tables: BatchSums['tables'] = {};
    for (const [table, { rows, sums }] of this.byTable) {
      const names: readonly string[] = FACT_TABLES[table].sums;
      tables[table] = { rows, sums: Object.fromEntries(names.map((name, k) => [name, sums[k]!])) };
    }
    return tables;
  }
}

/** Parses `import_batch.sums`. Throws OperatorError when somebody else has written there. */
export function parseSums(text: string): BatchSums {
  try {
    const { tables = {}, file = {} } = JSON.parse(text === '' ? '{}' : text) as Partial<BatchSums>;
    return { tables, file };
  } catch (cause) {
    const start = text.slice(0, SHOWN_SUMS);
    throw new OperatorError(`the store does not hold what was imported: no sums in '${start}'`, {
      cause,
    });
  }
}

/** Whether two tallies agree; null when they do, else what differs. */
export function tallyDifference(stored: TableTally, found: TableTally): string | null {
  if (stored.rows !== found.rows) return `${found.rows} rows where ${stored.rows} were imported`;
  for (const [name, sum] of Object.entries(stored.sums)) {
    const other = found.sums[name] ?? 0;
    const room = TOLERANCE * Math.max(Math.abs(sum), Math.abs(other), 1);
    if (Math.abs(sum - other) > room) return `sum of ${name} is ${other} where it was ${sum}`;
  }
  return null;
}

const PLACES = Object.fromEntries(
  Object.values(FACT_TABLES).map((table: FactTable) => [
    table.name,
    table.sums.map((name) => table.columns.indexOf(name)),
  ]),
) as Record<FactTableName, number[]>;
