import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who may import, and until when. */
@Entity('lease', { engine: 'InnoDB' })
export class Lease {
  @PrimaryColumn({ type: 'varchar', length: 32 })
  name: string;

  @Column({ type: 'varchar', length: 128 })
  holder: string;

  /** Milliseconds since the epoch. */
  @Column({ type: 'bigint', name: 'expires_at' })
  expiresAt: number;
}
