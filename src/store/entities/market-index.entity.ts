import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An index by its symbol. */
@Entity('market_index', { engine: 'InnoDB' })
@Index('UQ_market_index_symbol', ['symbol'], { unique: true })
export class MarketIndex {
  @PrimaryColumn({ type: 'int' })
  id: number;

  @Column({ type: 'varchar', length: 16 })
  symbol: string;

  @Column({ type: 'varchar', length: 128 })
  name: string;
}
