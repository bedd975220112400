import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that a careful reader should know about an imported file. */
@Entity('import_warning', { engine: 'InnoDB', withoutRowid: true })
export class ImportWarning {
  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** 0, 1, 2 and so on within a batch. */
  @PrimaryColumn({ type: 'int' })
  position: number;

  @Column({ type: 'varchar', length: 64 })
  code: string;

  @Column({ type: 'text' })
  message: string;
}
