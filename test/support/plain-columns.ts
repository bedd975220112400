import { flatRows } from '../../src/panel/packed/flat-rows.js';
import type { StoredColumns, StoredTexts } from '../../src/store/stored-columns.js';

/** The same columns with all bars row by row. */
export function flatColumns({ prices, packedPrices = [], ...rest }: StoredColumns): StoredColumns {
  return { ...rest, prices: flatRows(prices, packedPrices, null) };
}

/** Columns as plain values, rows in a fixed order. */
export function plainColumns(columns: StoredColumns): unknown {
  const { prices, shortInterest, ...rest } = flatColumns(columns);
  return JSON.parse(
    JSON.stringify({ ...rest, prices: sorted(prices), shortInterest: sorted(shortInterest) }),
  );
}

function sorted({ count, ...columns }: { count: number }): unknown[] {
  const lists = Object.values(columns as Record<string, StoredTexts | Int32Array>);
  return Array.from({ length: count }, (_, k) => JSON.stringify(lists.map((l) => l.at(k)))).sort();
}
