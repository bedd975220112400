import { type ChunkColumn, type ChunkedTable, chunkColumns } from '../chunks/chunk-columns.js';
import { NO_DAY } from '../stored-columns.js';
import { FACT_TABLES } from '../tables.js';

type Column = Int32Array | Float64Array;

interface LooseColumn {
  readonly name: string;
  /** In the rows of FACT_TABLES. */
  readonly place: number;
  /** What stands for a missing value. */
  readonly missing: number;
  /** Numbers, days, or codes of texts. */
  readonly values: Column;
}

/** Rows that no chunk holds, taken one by one and kept as columns; equal texts share one string. */
export class LooseColumns {
  readonly batchId = null;
  private readonly columns: readonly LooseColumn[];
  private readonly words: string[] = [];
  private readonly codeOf = new Map<string, number>();
  private taken = 0;

  constructor(
    table: ChunkedTable,
    readonly count: number,
  ) {
    const place = (FACT_TABLES[table].columns as readonly string[]).indexOf('batch_id');
    const batch: ChunkColumn = { name: 'batch_id', kind: 'int', place };
    this.columns = [batch, ...chunkColumns(table)].map((spec) => ({
      name: spec.name,
      place: spec.place,
      missing: spec.kind === 'number' ? Number.NaN : NO_DAY,
      values: spec.kind === 'number' ? new Float64Array(count) : new Int32Array(count),
    }));
  }

  /** Takes the next row: values in the order of FACT_TABLES, dates as days. */
  add(row: readonly unknown[]): void {
    const k = this.taken++;
    const { columns } = this;
    for (let c = 0; c < columns.length; c++) {
      const { place, missing, values } = columns[c] as LooseColumn;
      const value = row[place];
      if (typeof value === 'number') values[k] = value;
      else values[k] = value === null ? missing : this.code(value as string);
    }
  }

  ints(name: string, out: Int32Array = new Int32Array(this.count)): Int32Array {
    out.set(this.column(name));
    return out;
  }

  numbers(name: string, out: Float64Array = new Float64Array(this.count)): Float64Array {
    out.set(this.column(name));
    return out;
  }

  texts(name: string): { codes: Int32Array; word: (code: number) => string } {
    const codes = this.column(name) as Int32Array;
    return { codes, word: (code) => this.words[code] as string };
  }

  private column(name: string): Column {
    const column = this.columns.find((it) => it.name === name);
    if (column === undefined) throw new Error(`there is no column ${name}`);
    return column.values;
  }

  private code(text: string): number {
    let code = this.codeOf.get(text);
    if (code === undefined) {
      code = this.words.push(text) - 1;
      this.codeOf.set(text, code);
    }
    return code;
  }
}
