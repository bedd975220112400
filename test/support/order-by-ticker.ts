/** Columns of rows that have a ticker; the other fields are columns of the same length. */
interface TickerColumns {
  readonly count: number;
  readonly tickerId: Int32Array;
}

/**
 * The same rows with those of a ticker side by side, in the order in which they came. The panel is
 * built security by security: a market that lies day by day would be walked through with a step of
 * thousands of rows. Columns are replaced one after the other, so that only one is there twice.
 */
export function orderByTicker<T extends TickerColumns>(columns: T): T {
  const { count, tickerId } = columns;
  if (isGrouped(tickerId, count)) return columns;
  const cursor = startsOf(tickerId, count);
  const places = new Int32Array(count);
  for (let k = 0; k < count; k++) places[k] = cursor[tickerId[k] as number]!++;
  const ordered = { ...columns } as Record<string, unknown>;
  for (const [name, column] of Object.entries(columns)) {
    if (isColumn(column)) ordered[name] = moved(column, places);
  }
  return ordered as T;
}

/** First place of each ticker when rows are laid ticker by ticker. */
export function startsOf(tickerId: Int32Array, count: number): Int32Array {
  let top = 0;
  for (let k = 0; k < count; k++) if ((tickerId[k] as number) > top) top = tickerId[k] as number;
  const starts = new Int32Array(top + 2);
  for (let k = 0; k < count; k++) starts[(tickerId[k] as number) + 1]!++;
  for (let t = 0; t <= top; t++) starts[t + 1]! += starts[t] as number;
  return starts;
}

type Column = Int32Array | Float64Array | Uint8Array;

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value);
}

function isGrouped(tickerId: Int32Array, count: number): boolean {
  for (let k = 1; k < count; k++) if (tickerId[k]! < tickerId[k - 1]!) return false;
  return true;
}

function moved(column: Column, places: Int32Array): Column {
  const out = new (column.constructor as new (length: number) => Column)(column.length);
  for (let k = 0; k < places.length; k++) out[places[k] as number] = column[k] as number;
  return out;
}
