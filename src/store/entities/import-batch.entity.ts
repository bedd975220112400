import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One imported file: what it was, what came of each row, and the version that shows it. */
@Entity('import_batch', { engine: 'InnoDB' })
@Index('UQ_import_batch_file', ['fileSha256', 'format', 'scope'], { unique: true })
export class ImportBatch {
  @PrimaryColumn({ type: 'int' })
  id: number;

  @Column({ type: 'varchar', length: 32 })
  format: string;

  /** Index symbol, provider code, or empty. */
  @Column({ type: 'varchar', length: 64 })
  scope: string;

  @Column({ type: 'varchar', name: 'source_code', length: 64 })
  sourceCode: string;

  @Column({ type: 'varchar', name: 'file_name', length: 255 })
  fileName: string;

  @Column({ type: 'varchar', name: 'file_sha256', length: 64 })
  fileSha256: string;

  @Column({ type: 'bigint', name: 'byte_size' })
  byteSize: number;

  @Column({ type: 'varchar', length: 20, nullable: true })
  basis: string | null;

  /** STAGING, PUBLISHED or FAILED. */
  @Column({ type: 'varchar', length: 10 })
  status: string;

  @Column({ type: 'int', name: 'rows_read' })
  rowsRead: number;

  @Column({ type: 'int' })
  accepted: number;

  @Column({ type: 'int' })
  quarantined: number;

  @Column({ type: 'int' })
  skipped: number;

  /** JSON: rows and sums of each table, and the sums of the format. */
  @Column({ type: 'text' })
  sums: string;

  @Column({ type: 'date', name: 'first_on', nullable: true })
  firstOn: string | null;

  @Column({ type: 'date', name: 'last_on', nullable: true })
  lastOn: string | null;

  @Column({ type: 'tinyint', name: 'is_simulated' })
  isSimulated: number;

  /** Milliseconds since the epoch. */
  @Column({ type: 'bigint', name: 'imported_at' })
  importedAt: number;

  /** First data version that shows it. */
  @Column({ type: 'int', name: 'version_number', nullable: true })
  versionNumber: number | null;

  /** First data version that no longer shows it. */
  @Column({ type: 'int', name: 'retired_in', nullable: true })
  retiredIn: number | null;
}
