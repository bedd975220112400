import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A published state of the data; each names its parent by hash. */
@Entity('data_version', { engine: 'InnoDB' })
export class DataVersion {
  @PrimaryColumn({ type: 'int' })
  number: number;

  @Column({ type: 'varchar', name: 'parent_hash', length: 64 })
  parentHash: string;

  @Column({ type: 'varchar', length: 64 })
  hash: string;

  /** Milliseconds since the epoch. */
  @Column({ type: 'bigint', name: 'published_at' })
  publishedAt: number;

  @Column({ type: 'tinyint', name: 'is_simulated' })
  isSimulated: number;
}
