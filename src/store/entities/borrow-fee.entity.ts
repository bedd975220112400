import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Fee for borrowing a share, from one day on. */
@Entity('borrow_fee', { engine: 'InnoDB', withoutRowid: true })
export class BorrowFee {
  @PrimaryColumn({ type: 'int', name: 'ticker_id' })
  tickerId: number;

  @PrimaryColumn({ type: 'date', name: 'effective_on' })
  effectiveOn: string;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** Yearly ratio of the value of the shares. */
  @Column({ type: 'double' })
  fee: number;
}
