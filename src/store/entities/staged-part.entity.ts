import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One transaction of an import, written together with its rows. */
@Entity('staged_part', { engine: 'InnoDB', withoutRowid: true })
export class StagedPart {
  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** 0, 1, 2 and so on within a batch. */
  @PrimaryColumn({ type: 'int' })
  part: number;

  @Column({ type: 'int', name: 'row_count' })
  rowCount: number;
}
