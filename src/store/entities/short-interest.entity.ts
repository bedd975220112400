import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Shares short at one settlement: vintage 1 as first published, 2 as restated a cycle later. */
@Entity('short_interest', { engine: 'InnoDB', withoutRowid: true })
@Index('IDX_short_interest_ticker', ['tickerId'])
export class ShortInterest {
  @PrimaryColumn({ type: 'date', name: 'settled_on' })
  settledOn: string;

  @PrimaryColumn({ type: 'int', name: 'ticker_id' })
  tickerId: number;

  @PrimaryColumn({ type: 'tinyint' })
  vintage: number;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** In shares of `settledOn`. */
  @Column({ type: 'bigint' })
  shares: number;

  /** In shares of the settlement before; null in vintage 2. */
  @Column({ type: 'bigint', name: 'previous_shares', nullable: true })
  previousShares: number | null;

  /** Shares a day; null in vintage 2. */
  @Column({ type: 'bigint', name: 'average_daily_volume', nullable: true })
  averageDailyVolume: number | null;

  @Column({ type: 'tinyint', name: 'is_split' })
  isSplit: number;

  @Column({ type: 'tinyint', name: 'is_revised' })
  isRevised: number;

  @Column({ type: 'varchar', length: 255 })
  name: string;

  @Column({ type: 'varchar', length: 16, nullable: true })
  exchange: string | null;

  @Column({ type: 'date', name: 'published_on' })
  publishedOn: string;
}
