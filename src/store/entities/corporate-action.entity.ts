import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A split, dividend, rename, conversion or end of a listing. */
@Entity('corporate_action', { engine: 'InnoDB', withoutRowid: true })
export class CorporateAction {
  @PrimaryColumn({ type: 'int', name: 'ticker_id' })
  tickerId: number;

  /** First day on the new terms. */
  @PrimaryColumn({ type: 'date', name: 'effective_on' })
  effectiveOn: string;

  @PrimaryColumn({ type: 'varchar', length: 16 })
  kind: string;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** New shares for one old share. */
  @Column({ type: 'double', nullable: true })
  ratio: number | null;

  /** US dollars a share. */
  @Column({ type: 'double', nullable: true })
  amount: number | null;

  @Column({ type: 'varchar', name: 'terminal_kind', length: 16, nullable: true })
  terminalKind: string | null;

  @Column({ type: 'int', name: 'new_ticker_id', nullable: true })
  newTickerId: number | null;
}
