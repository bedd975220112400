import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One line of the holdings of a fund that tracks an index. */
@Entity('index_holding', { engine: 'InnoDB', withoutRowid: true })
export class IndexHolding {
  @PrimaryColumn({ type: 'int', name: 'index_id' })
  indexId: number;

  @PrimaryColumn({ type: 'date', name: 'held_on' })
  heldOn: string;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** Line in the file. */
  @PrimaryColumn({ type: 'int' })
  line: number;

  /** Null where the line names no security, such as cash. */
  @Column({ type: 'int', name: 'ticker_id', nullable: true })
  tickerId: number | null;

  @Column({ type: 'varchar', length: 32 })
  symbol: string;

  @Column({ type: 'varchar', length: 255 })
  name: string;

  @Column({ type: 'varchar', length: 32, nullable: true })
  sector: string | null;

  @Column({ type: 'varchar', name: 'asset_class', length: 64 })
  assetClass: string;

  /** US dollars. */
  @Column({ type: 'double', name: 'market_value' })
  marketValue: number;

  @Column({ type: 'double' })
  shares: number;

  /** US dollars. */
  @Column({ type: 'double', nullable: true })
  price: number | null;
}
