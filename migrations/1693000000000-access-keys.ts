import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Keys of callers, as hashes. */
export class AccessKeys1693000000000 implements MigrationInterface {
  name = 'AccessKeys1693000000000';
  readonly tables = ['access_key'];

  async up(runner: QueryRunner): Promise<void> {
    const instant = { type: 'bigint' };
    await runner.createTable(
      new Table({
        name: 'access_key',
        engine: 'InnoDB',
        columns: [
          { name: 'id', type: 'varchar', length: '16', isPrimary: true },
          { name: 'name', type: 'varchar', length: '128' },
          { name: 'role', type: 'varchar', length: '16' },
          { name: 'secret_hash', type: 'varchar', length: '64' },
          { name: 'created_at', ...instant },
          { name: 'expires_at', ...instant, isNullable: true },
          { name: 'revoked_at', ...instant, isNullable: true },
        ],
      }),
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of this.tables) await runner.dropTable(table, true);
  }
}
