/** What came of one file. */
export interface FileReport {
  /** Base name as given. */
  readonly name: string;
  /**
   * STAGED passed all checks; ALREADY_IMPORTED changed nothing; REFUSED cannot be trusted as a
   * whole; REJECTED has too many bad rows.
   */
  readonly outcome: 'STAGED' | 'ALREADY_IMPORTED' | 'REFUSED' | 'REJECTED';
  readonly rowsRead: number;
  readonly accepted: number;
  readonly quarantined: number;
  readonly skipped: number;
  /** Rows by reason of quarantine or skip. */
  readonly reasons: ReadonlyMap<string, number>;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** Why it was refused or rejected, in one line; else null. */
  readonly problem: string | null;
  /** Its row in the ledger; null when it never got that far. */
  readonly batchId: number | null;
}

/** What came of one command. */
export interface ImportReport {
  readonly files: readonly FileReport[];
  /** The version that shows the new files; null when there was nothing to publish. */
  readonly published: {
    readonly number: number;
    readonly hash: string;
    readonly retiredCount: number;
  } | null;
  /** Whether every file was staged or known. */
  readonly isOk: boolean;
}

/** How far a file has been read. */
export interface FileProgress {
  readonly name: string;
  /** Place in the command, from 0, and number of files in it. */
  readonly position: number;
  readonly fileCount: number;
  readonly bytesRead: number;
  readonly byteSize: number;
  readonly rowsRead: number;
}

/** Listens to a running import. */
export interface ImportObserver {
  onProgress?(progress: FileProgress): void;
  onFile?(report: FileReport): void;
}

/** A report without rows. */
export function emptyReport(
  name: string,
  outcome: FileReport['outcome'],
  problem: string | null = null,
  batchId: number | null = null,
): FileReport {
  return {
    name,
    outcome,
    rowsRead: 0,
    accepted: 0,
    quarantined: 0,
    skipped: 0,
    reasons: new Map(),
    warnings: [],
    problem,
    batchId,
  };
}
