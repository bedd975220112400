import type { Panel } from '../../../src/panel/panel.js';
import type { Dialect, SqlRow } from '../engines/engine.js';
import type { QueryDays } from './days.js';

/** A row of a result in the same form for every engine. */
export interface ResultRow {
  readonly key: string;
  /** NaN for unknown. */
  readonly values: readonly number[];
}

/** A computation that can be timed, and what it gave in comparable form. */
export interface Computation {
  run(): unknown;
  rows(result: unknown): ResultRow[];
}

/** One question of the benchmark and the ways in which it is answered. */
export interface Query {
  readonly id: string;
  readonly title: string;
  /** Columns that make up the key of a row, and those that are compared. */
  readonly keys: readonly string[];
  readonly values: readonly string[];
  sql(days: QueryDays, dialect: Dialect): string;
  /** Our kernels over the columns, with nothing worked out before. */
  kernel(panel: Panel, days: QueryDays): Computation;
  /** What the product does for the same question, the meaning of its arguments included. */
  shipped(panel: Panel, days: QueryDays): Computation;
  /** Bytes of columns that the answer must read at least once. */
  bytes(panel: Panel, days: QueryDays): number;
}

/** A computation with typed steps. */
export function computation<T>(run: () => T, rows: (result: T) => ResultRow[]): Computation {
  return { run, rows: (result) => rows(result as T) };
}

/** Rows of an engine in comparable form. */
export function rowsOf({ keys, values }: Query, rows: readonly SqlRow[]): ResultRow[] {
  return rows.map((row) => ({
    key: keys.map((name) => String(row[name])).join(' '),
    values: values.map((name) => (row[name] === null ? Number.NaN : Number(row[name]))),
  }));
}

/** False for a sum of nothing, which SQL has no row for. */
export function isUsed({ values }: ResultRow): boolean {
  return values[0] !== 0;
}

export const TIER_COUNT = 7;

/** Number of the size class of a market value, in SQL; NULL is the last one. */
export function tierSql(cap: string): string {
  const bounds = [50e6, 300e6, 2e9, 10e9, 200e9];
  const cases = bounds.map((bound, k) => `WHEN ${cap} < ${bound} THEN ${k}`).join(' ');
  return `CASE WHEN ${cap} IS NULL THEN 6 ${cases} ELSE 5 END`;
}
