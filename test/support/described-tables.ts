import type { Store } from '../../src/store/store.js';

/** Columns and indices of the tables that there are, as the database describes them. */
export async function describedTables(store: Store): Promise<string[]> {
  const runner = store.dataSource.createQueryRunner();
  const tables = await runner.getTables(
    store.dataSource.entityMetadatas.map(({ tableName }) => tableName),
  );
  await runner.release();
  return tables
    .flatMap(({ name, columns, indices }) => [
      ...columns.map((one) => `${name}.${one.name} ${one.type} ${one.isPrimary} ${one.isNullable}`),
      ...indices.map((index) => `${name} ${index.name} ${index.columnNames} ${index.isUnique}`),
    ])
    .map((line) => line.replace(/^.*\.(?=\w+\.)/, ''))
    .sort();
}

/** What the tables lack to be those of the entities, as statements; none when they are. */
export async function drift(store: Store): Promise<string[]> {
  const log = await store.dataSource.driver.createSchemaBuilder().log();
  return log.upQueries.map(({ query }) => query);
}
