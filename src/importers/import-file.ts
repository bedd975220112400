import { endBatch, findBatch, forgetBatch, type KnownBatch, startBatch } from '../store/ledger.js';
import type { Lease } from '../store/lease.js';
import type { Store } from '../store/store.js';
import { type Format, type FileSummary, RefusedFile } from './format.js';
import { emptyReport, type FileReport } from './import-report.js';
import type { CheckedRequest } from './import-request.js';
import { compareWithNeighbours } from './neighbours.js';
import type { Input } from './open-input.js';
import { dayAt } from '../time/day.js';
import { dryStage, stageInto } from './stage.js';
import { StagingSink } from './staging-sink.js';
import { dayTextOrNull } from './writers/day-text.js';
import type { Names } from './writers/names.js';

const SHOWN_SYMBOLS = 5;

/** What all files of one command share. */
export interface Session {
  /** Null in a dry run on a store that does not exist yet. */
  readonly store: Store | null;
  /** Null in a dry run. */
  readonly lease: Lease | null;
  readonly request: CheckedRequest;
  readonly format: Format;
  readonly names: Names;
  readonly now: () => number;
  /** Hashes of the files of this command so far. */
  readonly seen: Set<string>;
  /** Batches of this command that hold rows in the store and are not published yet. */
  readonly staged: number[];
}

/**
 * Reads one file into a staged batch. A file that cannot be trusted ends in a report, not in an
 * error; what it had staged is taken out again. Errors that are thrown are not the file's fault.
 */
export async function importFile(
  session: Session,
  input: Input,
  onProgress: (bytesRead: number, rowsRead: number) => void,
): Promise<FileReport> {
  const { store, lease, request, seen } = session;
  const file = { fileSha256: input.sha256, format: request.format, scope: request.scope };
  if (seen.has(input.sha256)) return emptyReport(input.name, 'ALREADY_IMPORTED');
  seen.add(input.sha256);
  const known = store === null ? null : await findBatch(store, file);
  if (known?.status === 'PUBLISHED') {
    refuseWithdrawn(known);
    return emptyReport(input.name, 'ALREADY_IMPORTED', null, known.id);
  }
  if (store === null || lease === null) return readInto(session, input, null, onProgress);
  if (known !== null) await forgetBatch(store, lease, known.id);
  const batchId = await startBatch(store, lease, {
    ...file,
    fileName: input.name,
    byteSize: input.byteSize,
    isSimulated: request.isSimulated,
    importedAt: session.now(),
  });
  session.staged.push(batchId);
  return readInto(session, input, batchId, onProgress);
}

/** What was taken back stays out: another import of it is more often a slip than meant. */
function refuseWithdrawn({ retiredIn, isSimulated }: KnownBatch): void {
  if (retiredIn === null || isSimulated === 1) return;
  throw new RefusedFile(
    'WITHDRAWN',
    `it was withdrawn in data version ${retiredIn}; import a corrected file instead`,
  );
}

async function readInto(
  session: Session,
  input: Input,
  batchId: number | null,
  onProgress: (bytesRead: number, rowsRead: number) => void,
): Promise<FileReport> {
  const { store, lease, request, names } = session;
  const isDry = store === null || lease === null || batchId === null;
  const stage = isDry ? dryStage : stageInto(store, lease, batchId, names);
  const { index, provider } = request;
  const sink = new StagingSink(
    { batchId: batchId ?? 0, names, index: index ?? '', provider: provider ?? '' },
    request.maxRejected,
    stage,
    dayAt(session.now()),
  );
  let summary: FileSummary = { sourceCode: '', basis: null, sums: {} };
  let problem: string | null = null;
  let outcome: FileReport['outcome'] = 'STAGED';
  try {
    const chunks = input.chunks((bytesRead) => onProgress(bytesRead, sink.rowsRead));
    const context = { ...request, fileName: input.plainName };
    summary = await session.format.read(chunks, context, sink);
    await sink.flush();
    warnOfUnknown(sink);
    checkWhole(sink);
    problem = tooManyRejected(sink, request.maxRejected);
    if (problem !== null) outcome = 'REJECTED';
    else if (!isDry && request.format === 'finra-short-interest') {
      await compareWithNeighbours(store, batchId, sink, request.isForced);
    }
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    outcome = 'REFUSED';
    problem = describe(error);
    await sink.flush();
  }
  if (!isDry) await endBatch(store, lease, batchId, batchEnd(summary, sink));
  return reportOf(input.name, outcome, sink, problem, batchId);
}

/** An action for a share that nothing else tells of is more often a slip than early. */
function warnOfUnknown(sink: StagingSink): void {
  const { unknownSymbols } = sink;
  if (unknownSymbols.size === 0) return;
  const some = [...unknownSymbols].slice(0, SHOWN_SYMBOLS).join(', ');
  const more = unknownSymbols.size > SHOWN_SYMBOLS ? ', ...' : '';
  const what = unknownSymbols.size === 1 ? '1 symbol' : `${unknownSymbols.size} symbols`;
  sink.warn('UNKNOWN_SYMBOL', `no file has named ${what} so far: ${some}${more}`);
}

/** A file of which nothing is left says more about the file than about its rows. */
function checkWhole(sink: StagingSink): void {
  if (sink.rowsRead === 0) throw new RefusedFile('NO_ROWS', 'the file has no rows of data');
  if (sink.accepted > 0) return;
  const reasons = [...sink.reasons.keys()].sort().join(', ');
  const first = sink.firstRejection;
  const why = first === null ? '' : `; the first: line ${first.line}, ${first.detail}`;
  throw new RefusedFile(
    'NOTHING_ACCEPTED',
    `none of its ${sink.rowsRead} rows can be used (${reasons})${why}`,
  );
}

function tooManyRejected(sink: StagingSink, maxRejected: number): string | null {
  if (sink.rejectedShare <= maxRejected) return null;
  const counted = sink.quarantined - sink.systematic;
  const percent = (sink.rejectedShare * 100).toPrecision(3);
  return (
    `${counted} of ${sink.rowsRead} rows are bad (${percent} %), ` +
    `more than --max-rejected ${maxRejected} allows`
  );
}

function describe({ reason, message, line }: RefusedFile): string {
  return `${reason}${line === null ? '' : ` at line ${line}`}: ${message}`;
}

function batchEnd(summary: FileSummary, sink: StagingSink) {
  return {
    sourceCode: summary.sourceCode,
    basis: summary.basis,
    rowsRead: sink.rowsRead,
    accepted: sink.accepted,
    quarantined: sink.quarantined,
    skipped: sink.skipped,
    sums: { tables: sink.tally.result(), file: summary.sums },
    firstOn: dayTextOrNull(sink.firstOn),
    lastOn: dayTextOrNull(sink.lastOn),
    warnings: sink.warnings,
  };
}

function reportOf(
  name: string,
  outcome: FileReport['outcome'],
  sink: StagingSink,
  problem: string | null,
  batchId: number | null,
): FileReport {
  const { rowsRead, accepted, quarantined, skipped, reasons, warnings } = sink;
  const counts = { rowsRead, accepted, quarantined, skipped };
  return { name, outcome, ...counts, reasons, warnings, problem, batchId };
}
