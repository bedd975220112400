import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Name, sector and place of a ticker as a source told them on one day. */
@Entity('classification', { engine: 'InnoDB', withoutRowid: true })
export class Classification {
  @PrimaryColumn({ type: 'int', name: 'ticker_id' })
  tickerId: number;

  @PrimaryColumn({ type: 'date', name: 'as_of_on' })
  asOfOn: string;

  /** SCREENER or GICS: whose sector names these are. */
  @PrimaryColumn({ type: 'varchar', length: 16 })
  scheme: string;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  @Column({ type: 'varchar', length: 255, nullable: true })
  name: string | null;

  @Column({ type: 'varchar', length: 16, nullable: true })
  exchange: string | null;

  @Column({ type: 'varchar', length: 32, nullable: true })
  sector: string | null;

  @Column({ type: 'varchar', length: 128, nullable: true })
  industry: string | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  country: string | null;
}
