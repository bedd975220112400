import type { Store } from '../../src/store/store.js';

const FIRST_DAY = Date.UTC(2023, 0, 2);
const DAY_MS = 86_400_000;

type Columns = Store['dataSource']['entityMetadatas'][number]['columns'];

/** Puts `count` rows into every table that has none but the lease; no two share a value. */
export async function fillEmptyTables(store: Store, count: number): Promise<void> {
  for (const { tableName, columns } of store.dataSource.entityMetadatas) {
    if (tableName === 'lease' || (await rowsIn(store, tableName)) > 0) continue;
    const names = columns.map(({ databaseName }) => databaseName);
    const rows = Array.from({ length: count }, (_, k) => valuesOf(columns, k + 1));
    await store.insert(tableName, names, rows);
  }
}

export async function rowsIn(store: Store, table: string): Promise<number> {
  const [row] = await store.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
  return row?.n ?? 0;
}

function valuesOf(columns: Columns, k: number) {
  return columns.map(({ type, isNullable }) => {
    if (isNullable && k % 3 === 0) return null;
    if (type === 'double') return k + 0.1;
    if (type === 'date') return new Date(FIRST_DAY + k * DAY_MS).toISOString().slice(0, 10);
    if (type === 'tinyint') return k % 2;
    if (type === 'varchar' || type === 'text') return `\u00e9${k}`;
    if (String(type).endsWith('blob')) return Buffer.from([0, k % 256, 255]);
    return k;
  });
}
