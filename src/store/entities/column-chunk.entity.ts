import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Consecutive rows of one fact table and one batch, once more as columns: what the panel is loaded
 * from. It is visible when its batch is. The type of a blob that holds megabytes has another name
 * on each side: SQLite knows `blob` alone, which on MySQL ends at 64 KB.
 */
export function columnChunkEntity(blob: 'blob' | 'longblob') {
  @Entity('column_chunk', { engine: 'InnoDB' })
  class ColumnChunk {
    @PrimaryColumn({ type: 'int', name: 'batch_id' })
    batchId: number;

    /** Name of the fact table. */
    @PrimaryColumn({ type: 'varchar', name: 'table_name', length: 32 })
    tableName: string;

    /** 0, 1, 2 and so on within a batch and table. */
    @PrimaryColumn({ type: 'int' })
    part: number;

    @Column({ type: 'int', name: 'row_count' })
    rowCount: number;

    /** CRC-32 of `bytes`. */
    @Column({ type: 'bigint' })
    checksum: number;

    /** As `encodeChunk` makes them. */
    @Column({ type: blob })
    bytes: Buffer;
  }
  return ColumnChunk;
}
