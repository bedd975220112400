import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row that was kept aside, with its line, its reason and its own text. */
@Entity('quarantined_row', { engine: 'InnoDB', withoutRowid: true })
export class QuarantinedRow {
  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** Order within the file. */
  @PrimaryColumn({ type: 'int' })
  position: number;

  @Column({ type: 'int' })
  line: number;

  @Column({ type: 'varchar', length: 64 })
  reason: string;

  @Column({ type: 'varchar', length: 500 })
  detail: string;

  @Column({ type: 'text' })
  raw: string;
}
