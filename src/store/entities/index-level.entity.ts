import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Close of an index in points. */
@Entity('index_level', { engine: 'InnoDB', withoutRowid: true })
export class IndexLevel {
  @PrimaryColumn({ type: 'int', name: 'index_id' })
  indexId: number;

  @PrimaryColumn({ type: 'date', name: 'traded_on' })
  tradedOn: string;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  @Column({ type: 'double' })
  level: number;
}
