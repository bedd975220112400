import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/**
 * What an import has written so far, part by part, so that a part whose COMMIT was never answered
 * is not written twice; and what it had to say about a file.
 */
export class ImportLedger1692000000000 implements MigrationInterface {
  name = 'ImportLedger1692000000000';
  readonly tables = ['import_warning', 'staged_part'];

  async up(runner: QueryRunner): Promise<void> {
    const int = runner.dataSource.options.type === 'better-sqlite3' ? 'integer' : 'int';
    const place = (name: string) => [
      { name: 'batch_id', type: int, isPrimary: true },
      { name, type: int, isPrimary: true },
    ];
    const tables = [
      { name: 'staged_part', columns: [...place('part'), { name: 'row_count', type: int }] },
      {
        name: 'import_warning',
        columns: [
          ...place('position'),
          { name: 'code', type: 'varchar', length: '64' },
          { name: 'message', type: 'text' },
        ],
      },
    ];
    for (const table of tables) {
      await runner.createTable(new Table({ ...table, engine: 'InnoDB', withoutRowid: true }), true);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of this.tables) await runner.dropTable(table, true);
  }
}
