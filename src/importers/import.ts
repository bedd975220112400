import { basename } from 'node:path';
import { OperatorError } from '../errors.js';
import { Lease } from '../store/lease.js';
import { failBatch, forgetBatch, forgetDeadBatches } from '../store/ledger.js';
import { publish } from '../store/publish.js';
import type { Store } from '../store/store.js';
import { type Format, RefusedFile } from './format.js';
import { formatByName } from './formats/index.js';
import { importFile, type Session } from './import-file.js';
import {
  emptyReport,
  type FileReport,
  type ImportObserver,
  type ImportReport,
} from './import-report.js';
import { type CheckedRequest, checkRequest, type ImportRequest } from './import-request.js';
import { openInput } from './open-input.js';
import { Names } from './writers/names.js';

export interface ImportOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Name of this process for the lease, such as `host:pid`. */
  readonly holder: string;
  /** Whether the process of a holder still runs; an unknown one counts as running. */
  readonly isAlive?: (holder: string) => boolean;
  readonly observer?: ImportObserver;
  readonly stdin?: NodeJS.ReadableStream;
  /** Stands in for the format of the request, in tests. */
  readonly formatOf?: (name: string) => Format;
}

/**
 * Runs one import: every file is staged under the lease, and when all of them passed, one
 * transaction publishes them as the next data version. One bad file publishes nothing. A command
 * brings one request, the simulated market one for each of its formats. Throws OperatorError for a
 * wrong request, a busy store or mixed real and simulated data.
 */
export async function importFiles(
  store: Store,
  requests: ImportRequest | readonly ImportRequest[],
  options: ImportOptions,
): Promise<ImportReport> {
  const list = (Array.isArray(requests) ? requests : [requests]) as readonly ImportRequest[];
  const checked = list.map(checkRequest);
  if (checked.some(({ isDryRun }) => isDryRun)) return dryRun(store, checked, options);
  const lease = await Lease.take(store, options.holder, options.now, options.isAlive);
  try {
    await refuseMixing(store, checked);
    await forgetDeadBatches(store, lease);
    const names = await Names.load(store);
    const session = { ...sessionOf(names, options), store, lease };
    const files = await stageAll(store, lease, checked, session, options);
    return await finish(store, lease, checked, files, options);
  } finally {
    await lease.release().catch(() => {
      // It runs out by itself.
    });
  }
}

/** What all files of one import share. */
type Shared = Omit<Session, 'request' | 'format'>;

/** Stages every file; unless all are good, takes out again what they put into the store. */
async function stageAll(
  store: Store,
  lease: Lease,
  requests: readonly CheckedRequest[],
  shared: Shared,
  options: ImportOptions,
): Promise<FileReport[]> {
  let files: FileReport[];
  try {
    files = await readFiles(requests, shared, options);
  } catch (error) {
    await forgetStaged(store, lease, shared.staged).catch(() => {
      // The first error is the one to tell; the next import cleans up.
    });
    throw error;
  }
  if (files.every(isGood)) return files;
  for (const id of shared.staged) await failBatch(store, lease, id);
  return files;
}

/** Takes out what was staged, unless the store has gone away altogether. */
async function forgetStaged(store: Store, lease: Lease, ids: readonly number[]): Promise<void> {
  await store.currentVersion();
  for (const id of ids) await forgetBatch(store, lease, id);
}

function sessionOf(names: Names, { now }: ImportOptions) {
  return { names, now, seen: new Set<string>(), staged: [] };
}

async function dryRun(
  store: Store,
  requests: readonly CheckedRequest[],
  options: ImportOptions,
): Promise<ImportReport> {
  const hasTables = (await store.migrations()).every(({ hasRun }) => hasRun);
  if (hasTables) await refuseMixing(store, requests);
  const names = await Names.load(hasTables ? store : null);
  const known = { store: hasTables ? store : null, lease: null };
  const files = await readFiles(requests, { ...sessionOf(names, options), ...known }, options);
  return { files, published: null, isOk: files.every(isGood) };
}

/** Reads the files one after the other: request by request, and in the order of their names. */
async function readFiles(
  requests: readonly CheckedRequest[],
  shared: Shared,
  options: ImportOptions,
): Promise<FileReport[]> {
  const { observer, formatOf = formatByName } = options;
  const fileCount = requests.reduce((sum, { files }) => sum + files.length, 0);
  const reports: FileReport[] = [];
  for (const request of requests) {
    const session: Session = { ...shared, request, format: formatOf(request.format) };
    for (const path of [...request.files].sort(byName)) {
      const position = reports.length;
      const report = await readFile(session, path, options, (progress) =>
        observer?.onProgress?.({ ...progress, position, fileCount }),
      );
      reports.push(report);
      observer?.onFile?.(report);
    }
  }
  return reports;
}

async function readFile(
  session: Session,
  path: string,
  options: ImportOptions,
  onProgress: (progress: {
    name: string;
    byteSize: number;
    bytesRead: number;
    rowsRead: number;
  }) => void,
): Promise<FileReport> {
  try {
    const input = await openInput(path, options.stdin);
    const { name, byteSize } = input;
    try {
      return await importFile(session, input, (bytesRead, rowsRead) =>
        onProgress({ name, byteSize, bytesRead, rowsRead }),
      );
    } finally {
      await input.close();
    }
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    return emptyReport(basename(path), 'REFUSED', `${error.reason}: ${error.message}`);
  }
}

/** Publishes what was staged when every file is good. */
async function finish(
  store: Store,
  lease: Lease,
  requests: readonly CheckedRequest[],
  files: readonly FileReport[],
  options: ImportOptions,
): Promise<ImportReport> {
  const staged = files.flatMap(({ outcome, batchId }) =>
    outcome === 'STAGED' && batchId !== null ? [batchId] : [],
  );
  const isOk = files.every(isGood);
  if (!isOk || staged.length === 0) return { files, published: null, isOk };
  const isSimulated = requests.some((request) => request.isSimulated);
  const version = { isSimulated, publishedAt: options.now() };
  return { files, published: await publish(store, lease, staged, version), isOk };
}

/** Simulated numbers never stand beside real ones; real ones replace them at publication. */
async function refuseMixing(store: Store, requests: readonly CheckedRequest[]): Promise<void> {
  if (!requests.some(({ isSimulated }) => isSimulated)) return;
  const current = await store.currentVersion();
  if (current === null || current.isSimulated) return;
  throw new OperatorError(`${store.name} holds real data; simulated data needs a store of its own`);
}

function isGood({ outcome }: FileReport): boolean {
  return outcome === 'STAGED' || outcome === 'ALREADY_IMPORTED';
}

function byName(a: string, b: string): number {
  return compare(basename(a), basename(b)) || compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
