import { basename } from 'node:path';
import { OperatorError } from '../errors.js';
import { type ImportOptions, importFiles } from '../importers/import.js';
import type { ImportReport } from '../importers/import-report.js';
import type { Store } from '../store/store.js';
import type { DemoFile } from './write-demo-files.js';

/** What the import protocol wants to know about this process. */
export type Holder = Pick<ImportOptions, 'now' | 'holder' | 'isAlive'>;

/**
 * Imports the simulated files like real ones, as one data version that is marked simulated. All or
 * nothing: a file that does not pass throws OperatorError. `onProgress` hears how much is done,
 * from 0 to 1.
 */
export async function importDemo(
  store: Store,
  files: readonly DemoFile[],
  process: Holder,
  onProgress: (share: number) => void,
): Promise<ImportReport> {
  const requests = files.map(({ format, path, index = null, provider = null }) => ({
    format,
    files: [path],
    index,
    provider,
    isSimulated: true,
  }));
  const report = await importFiles(store, requests, {
    ...process,
    observer: {
      onProgress: ({ position, fileCount, bytesRead, byteSize }) =>
        onProgress((position + (byteSize === null ? 0 : bytesRead / byteSize)) / fileCount),
    },
  });
  const refused = report.files.find(({ problem }) => problem !== null);
  if (refused !== undefined) {
    throw new OperatorError(
      `the simulated ${basename(refused.name)} is refused: ${refused.problem}`,
    );
  }
  return report;
}
