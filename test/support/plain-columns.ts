import type { StoredColumns, StoredTexts } from '../../src/store/stored-columns.js';

/** Columns as plain values, rows in a fixed order. */
export function plainColumns({ prices, shortInterest, ...rest }: StoredColumns): unknown {
  return JSON.parse(
    JSON.stringify({ ...rest, prices: sorted(prices), shortInterest: sorted(shortInterest) }),
  );
}

function sorted({ count, ...columns }: { count: number }): unknown[] {
  const lists = Object.values(columns as Record<string, StoredTexts | Int32Array>);
  return Array.from({ length: count }, (_, k) => JSON.stringify(lists.map((l) => l.at(k)))).sort();
}
