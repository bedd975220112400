import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One bar, in the basis of its batch. Keyed by day first, so that a day of data appends. */
@Entity('daily_price', { engine: 'InnoDB', withoutRowid: true })
export class DailyPrice {
  @PrimaryColumn({ type: 'date', name: 'traded_on' })
  tradedOn: string;

  @PrimaryColumn({ type: 'int', name: 'ticker_id' })
  tickerId: number;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** US dollars a share. */
  @Column({ type: 'double' })
  close: number;

  /** In the split basis of `tradedOn`. */
  @Column({ type: 'double', name: 'previous_close', nullable: true })
  previousClose: number | null;

  /** Shares. */
  @Column({ type: 'double', nullable: true })
  volume: number | null;

  /** US dollars. */
  @Column({ type: 'double', name: 'market_cap', nullable: true })
  marketCap: number | null;
}
