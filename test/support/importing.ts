import { importFiles, type ImportOptions } from '../../src/importers/import.js';
import type { ImportReport } from '../../src/importers/import-report.js';
import type { ImportRequest } from '../../src/importers/import-request.js';
import type { Store } from '../../src/store/store.js';

/** A clock that stands still, so that two runs leave the same rows. */
export const AT = 1_700_000_000_000;

/** Runs one import command on a store. */
export function runImport(
  store: Store,
  format: string,
  files: readonly string[],
  request: Partial<ImportRequest> = {},
  options: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  return importFiles(
    store,
    { format, files, ...request },
    { now: () => AT, holder: 'test:1', ...options },
  );
}

/** The outcome of each file by name. */
export function outcomes(report: ImportReport): Record<string, string> {
  return Object.fromEntries(report.files.map(({ name, outcome }) => [name, outcome]));
}
