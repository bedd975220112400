import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One spelling-free ticker symbol. Which tickers form one security is for the panel to decide. */
@Entity('ticker', { engine: 'InnoDB' })
@Index('UQ_ticker_key', ['tickerKey'], { unique: true })
export class Ticker {
  @PrimaryColumn({ type: 'int' })
  id: number;

  /** As `symbolKey` makes it. */
  @Column({ type: 'varchar', name: 'ticker_key', length: 32 })
  tickerKey: string;

  /** Display form, as first seen. */
  @Column({ type: 'varchar', length: 32 })
  symbol: string;
}
