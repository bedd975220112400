import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key of a caller. The secret itself is stored nowhere. */
@Entity('access_key', { engine: 'InnoDB' })
export class AccessKey {
  /** The public part of the key. */
  @PrimaryColumn({ type: 'varchar', length: 16 })
  id: string;

  @Column({ type: 'varchar', length: 128 })
  name: string;

  @Column({ type: 'varchar', length: 16 })
  role: string;

  /** SHA-256 of the secret part, in hexadecimal. */
  @Column({ type: 'varchar', name: 'secret_hash', length: 64 })
  secretHash: string;

  /** Milliseconds since the epoch, as the next two. */
  @Column({ type: 'bigint', name: 'created_at' })
  createdAt: number;

  @Column({ type: 'bigint', name: 'expires_at', nullable: true })
  expiresAt: number | null;

  @Column({ type: 'bigint', name: 'revoked_at', nullable: true })
  revokedAt: number | null;
}
