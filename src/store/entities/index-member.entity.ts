import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A spell of membership, [fromOn, toOn). */
@Entity('index_member', { engine: 'InnoDB', withoutRowid: true })
export class IndexMember {
  @PrimaryColumn({ type: 'int', name: 'index_id' })
  indexId: number;

  @PrimaryColumn({ type: 'int', name: 'ticker_id' })
  tickerId: number;

  @PrimaryColumn({ type: 'date', name: 'from_on' })
  fromOn: string;

  @PrimaryColumn({ type: 'int', name: 'batch_id' })
  batchId: number;

  /** First day out; null while it is a member. */
  @Column({ type: 'date', name: 'to_on', nullable: true })
  toOn: string | null;
}
