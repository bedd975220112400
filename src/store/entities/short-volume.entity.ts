import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Volume of one day that was sold short: it is volume, and no position. */
@Entity('short_volume', { engine: 'InnoDB', withoutRowid: true })
export class ShortVolume {
  @PrimaryColumn({ type: 'int', name: 'ticker_id' })
  tickerId: number;

  @PrimaryColumn({ type: 'date', name: 'traded_on' })
  tradedOn: string;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** Shares, the exempt part included; fractions occur. */
  @Column({ type: 'double', name: 'short_volume' })
  shortVolume: number;

  @Column({ type: 'double', name: 'exempt_volume', nullable: true })
  exemptVolume: number | null;

  @Column({ type: 'double', name: 'total_volume' })
  totalVolume: number;

  /** Letters of the reporting facilities with commas between them. */
  @Column({ type: 'varchar', length: 32 })
  markets: string;
}
