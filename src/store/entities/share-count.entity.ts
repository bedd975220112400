import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Shares outstanding and float of one day. */
@Entity('share_count', { engine: 'InnoDB', withoutRowid: true })
export class ShareCount {
  @PrimaryColumn({ type: 'int', name: 'ticker_id' })
  tickerId: number;

  @PrimaryColumn({ type: 'date', name: 'as_of_on' })
  asOfOn: string;

  /** Day it became public; 1000-01-01 where the file does not say, since a key cannot be null. */
  @PrimaryColumn({ type: 'date', name: 'known_on' })
  knownOn: string;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  @Column({ type: 'double', name: 'shares_outstanding', nullable: true })
  sharesOutstanding: number | null;

  @Column({ type: 'double', name: 'float_shares', nullable: true })
  floatShares: number | null;
}
