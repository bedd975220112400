import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Shares that were not delivered by one settlement: a balance, which adds up to nothing. */
@Entity('fail_to_deliver', { engine: 'InnoDB', withoutRowid: true })
@Index('IDX_fail_to_deliver_ticker', ['tickerId', 'settledOn'])
export class FailToDeliver {
  @PrimaryColumn({ type: 'date', name: 'settled_on' })
  settledOn: string;

  @PrimaryColumn({ type: 'varchar', length: 9 })
  cusip: string;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** Null where the symbol cannot be a ticker. */
  @Column({ type: 'int', name: 'ticker_id', nullable: true })
  tickerId: number | null;

  @Column({ type: 'varchar', length: 32 })
  symbol: string;

  @Column({ type: 'varchar', length: 64, nullable: true })
  description: string | null;

  /** Shares. */
  @Column({ type: 'bigint' })
  quantity: number;

  /** Raw close of the day before, US dollars. */
  @Column({ type: 'double', nullable: true })
  price: number | null;
}
