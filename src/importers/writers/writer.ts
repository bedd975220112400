import type { SqlValue } from '../../store/sql.js';
import type { FactTableName } from '../../store/tables.js';
import type { Day } from '../../time/day.js';
import type { RowKind, RowsByKind } from '../rows.js';
import type { Names } from './names.js';

/** What a writer needs to know beside the row. */
export interface WriteContext {
  readonly batchId: number;
  readonly names: Names;
  /** Symbol of the index of `--index`; empty for formats without one. */
  readonly index: string;
  /** Code of `--provider`; empty for formats without one. */
  readonly provider: string;
}

/** Takes a row for a table, with values in the order of its columns. */
export type Emit = (table: FactTableName, values: SqlValue[]) => void;

/** How one kind of row becomes rows of the store. */
export interface Writer<K extends RowKind> {
  /** The day that a row is about. */
  dayOf(row: RowsByKind[K]): Day;
  write(row: RowsByKind[K], line: number, context: WriteContext, emit: Emit): void;
}

export type Writers = { readonly [K in RowKind]: Writer<K> };
