import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A fund, or a category that a provider reports as a whole. */
@Entity('fund', { engine: 'InnoDB' })
@Index('UQ_fund_provider_code', ['provider', 'code'], { unique: true })
export class Fund {
  @PrimaryColumn({ type: 'int' })
  id: number;

  @Column({ type: 'varchar', length: 64 })
  provider: string;

  @Column({ type: 'varchar', length: 64 })
  code: string;

  @Column({ type: 'varchar', length: 32, nullable: true })
  symbol: string | null;

  @Column({ type: 'varchar', length: 255 })
  name: string;

  @Column({ type: 'varchar', length: 32 })
  category: string;

  @Column({ type: 'tinyint', name: 'is_single_fund' })
  isSingleFund: number;
}
