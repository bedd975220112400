import { FACT_TABLES, type FactTable, type FactTableName } from '../tables.js';

/**
 * What a column of a chunk is read into: `int` and `day` into Int32Array with NO_DAY for a missing
 * value, `number` into Float64Array with NaN for it, `text` into codes of a dictionary.
 */
export type ColumnKind = 'int' | 'day' | 'number' | 'text';

export interface ChunkColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Place in the rows of FACT_TABLES. */
  readonly place: number;
}

/** The tables that the panel is made from; the others are only asked for single rows. */
export const CHUNKED_TABLES = [
  'daily_price',
  'short_interest',
  'classification',
  'corporate_action',
  'share_count',
  'index_level',
  'index_holding',
  'index_member',
  'fund_flow',
  'borrow_fee',
] as const satisfies readonly FactTableName[];

export type ChunkedTable = (typeof CHUNKED_TABLES)[number];

const TEXTS = new Set(
  'scheme name exchange sector industry country kind terminal_kind symbol asset_class'.split(' '),
);

/** Whether rows of a table are kept as chunks as well. */
export function isChunked(table: string): table is ChunkedTable {
  return (CHUNKED_TABLES as readonly string[]).includes(table);
}

/** The columns of a chunk in order: those of the table without the batch, which is one for all. */
export function chunkColumns(table: ChunkedTable): readonly ChunkColumn[] {
  return COLUMNS[table];
}

function columnsOf(table: FactTable): ChunkColumn[] {
  return table.columns.flatMap((name, place) =>
    name === 'batch_id' ? [] : [{ name, place, kind: kindOf(table, name) }],
  );
}

function kindOf(table: FactTable, name: string): ColumnKind {
  if (table.dates.includes(name)) return 'day';
  if (TEXTS.has(name)) return 'text';
  return /_id$|^line$|^vintage$|^is_/.test(name) ? 'int' : 'number';
}

const COLUMNS = Object.fromEntries(
  CHUNKED_TABLES.map((table) => [table, columnsOf(FACT_TABLES[table])]),
) as Record<ChunkedTable, ChunkColumn[]>;
