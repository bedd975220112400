import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Flow of one period and assets at its end. */
@Entity('fund_flow', { engine: 'InnoDB', withoutRowid: true })
export class FundFlow {
  @PrimaryColumn({ type: 'int', name: 'fund_id' })
  fundId: number;

  @PrimaryColumn({ type: 'date', name: 'period_end_on' })
  periodEndOn: string;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  @Column({ type: 'date', name: 'period_from_on', nullable: true })
  periodFromOn: string | null;

  /** US dollars. */
  @Column({ type: 'double', name: 'net_flow', nullable: true })
  netFlow: number | null;

  /** US dollars. */
  @Column({ type: 'double', nullable: true })
  assets: number | null;
}
