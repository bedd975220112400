import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/**
 * Rows of a batch once more as columns, so that a start reads megabytes of typed arrays instead of
 * millions of rows. Batches from before have none, and are read by their rows.
 */
export class ColumnChunks1691000000000 implements MigrationInterface {
  name = 'ColumnChunks1691000000000';
  readonly tables = ['column_chunk'];

  async up(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.dataSource.options.type === 'better-sqlite3';
    const int = isSqlite ? 'integer' : 'int';
    await runner.createTable(
      new Table({
        name: 'column_chunk',
        engine: 'InnoDB',
        columns: [
          { name: 'batch_id', type: int, isPrimary: true },
          { name: 'table_name', type: 'varchar', length: '32', isPrimary: true },
          { name: 'part', type: int, isPrimary: true },
          { name: 'row_count', type: int },
          { name: 'checksum', type: 'bigint' },
          { name: 'bytes', type: isSqlite ? 'blob' : 'longblob' },
        ],
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of this.tables) await runner.dropTable(table, true);
  }
}
