import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { OperatorError } from '../errors.js';
import { formatByName } from '../importers/formats/index.js';
import { importFile, type Session } from '../importers/import-file.js';
import type { FileReport } from '../importers/import-report.js';
import { checkRequest } from '../importers/import-request.js';
import { openInput } from '../importers/open-input.js';
import { Names } from '../importers/writers/names.js';
import { Lease } from '../store/lease.js';
import { failBatch, forgetDeadBatches } from '../store/ledger.js';
import { type Publication, publish } from '../store/publish.js';
import type { Store } from '../store/store.js';
import type { DemoFile } from './write-demo-files.js';

/** What the import protocol wants to know about this process. */
export interface Holder {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Name of this process for the import lease, such as `host:pid`. */
  readonly holder: string;
  /** Whether the process of a holder still runs. */
  isAlive?(holder: string): boolean;
}

export interface DemoImport {
  readonly files: readonly FileReport[];
  readonly published: Publication;
}

/**
 * Imports files of several formats as one data version that is marked simulated. All or nothing: a
 * file that does not pass takes everything out again and throws OperatorError.
 */
export async function importDemo(
  store: Store,
  files: readonly DemoFile[],
  process: Holder,
  onProgress: (share: number) => void,
): Promise<DemoImport> {
  const lease = await Lease.take(store, process.holder, process.now, process.isAlive);
  const staged: number[] = [];
  let isPublished = false;
  try {
    if ((await store.currentVersion()) !== null) {
      throw new OperatorError('the store was filled in the meantime');
    }
    await forgetDeadBatches(store, lease);
    const reports = await stageAll(store, files, { lease, now: process.now, staged }, onProgress);
    const options = { isSimulated: true, publishedAt: process.now() };
    const published = await publish(store, lease, staged, options);
    isPublished = true;
    return { files: reports, published };
  } finally {
    if (!isPublished) {
      for (const id of staged) {
        await failBatch(store, lease, id).catch(() => {
          // The first error is the one to tell; the next import of this file cleans up.
        });
      }
    }
    await lease.release().catch(() => {
      // It runs out by itself.
    });
  }
}

async function stageAll(
  store: Store,
  files: readonly DemoFile[],
  { lease, now, staged }: Pick<Session, 'lease' | 'now' | 'staged'>,
  onProgress: (share: number) => void,
): Promise<FileReport[]> {
  const names = await Names.load(store);
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const seen = new Set<string>();
  const reports: FileReport[] = [];
  let done = 0;
  for (const [k, file] of files.entries()) {
    const { format, path, index = null, provider = null } = file;
    const request = checkRequest({ format, files: [path], index, provider, isSimulated: true });
    const session: Session = {
      store,
      lease,
      request,
      format: formatByName(request.format),
      names,
      now,
      seen,
      staged,
    };
    const input = await openInput(path);
    const report = await importFile(session, input, (read) => onProgress((done + read) / total));
    await input.close();
    if (report.problem !== null) {
      throw new OperatorError(`the simulated ${basename(path)} is refused: ${report.problem}`);
    }
    reports.push(report);
    done += sizes[k] as number;
    onProgress(done / total);
  }
  return reports;
}
