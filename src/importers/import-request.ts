import { OperatorError } from '../errors.js';
import type { Day } from '../time/day.js';
import { FORMAT_NAMES, type FormatName } from './format.js';
import { indexName } from './formats/index-names.js';
import type { PriceBasis } from './rows.js';

export const PRICE_BASES: readonly PriceBasis[] = ['RAW', 'SPLIT', 'SPLIT_AND_DIVIDEND'];
export const DEFAULT_MAX_REJECTED = 0.01;

/** One `lowtide import`: files of one format that become visible together or not at all. */
export interface ImportRequest {
  readonly format: string;
  /** Paths, or `-` for standard input. Their order does not matter. */
  readonly files: readonly string[];
  readonly index?: string | null;
  readonly provider?: string | null;
  readonly asOf?: Day | null;
  readonly symbol?: string | null;
  readonly basis?: PriceBasis | null;
  readonly isSimulated?: boolean;
  /** Reads and checks everything, writes nothing. */
  readonly isDryRun?: boolean;
  /** Largest share of rows that may be quarantined. */
  readonly maxRejected?: number;
  /** Takes a file although it is much shorter than its neighbours. */
  readonly isForced?: boolean;
}

/** A request whose values make sense together. */
export interface CheckedRequest extends Required<Omit<ImportRequest, 'format'>> {
  readonly format: FormatName;
  /** What the rows belong to: index symbol, provider code, or empty. */
  readonly scope: string;
}

const NEEDS_INDEX: readonly FormatName[] = ['ishares-holdings', 'index-levels', 'index-members'];

/** Fills in defaults; throws OperatorError naming what is missing and what would be right. */
export function checkRequest(request: ImportRequest): CheckedRequest {
  const format = FORMAT_NAMES.find((name) => name === request.format);
  if (format === undefined) {
    throw new OperatorError(
      `'${request.format}' is not a format; formats are ${FORMAT_NAMES.join(', ')}`,
    );
  }
  if (request.files.length === 0) throw new OperatorError('name at least one file to import');
  if (request.files.filter((file) => file === '-').length > 1) {
    throw new OperatorError('standard input can be read only once');
  }
  const index = request.index == null ? null : indexName(request.index);
  const provider = request.provider?.trim().toUpperCase() ?? null;
  if (NEEDS_INDEX.includes(format) && (index === null || index === '')) {
    throw new OperatorError(`${format} needs the index that it is about, such as --index RUT`);
  }
  if (format === 'fund-flows' && (provider === null || provider === '')) {
    throw new OperatorError('fund-flows needs its source, such as --provider ICI_WEEKLY');
  }
  const maxRejected = request.maxRejected ?? DEFAULT_MAX_REJECTED;
  if (!(maxRejected >= 0 && maxRejected <= 1)) {
    throw new OperatorError('--max-rejected is a share of the rows from 0 to 1, such as 0.01');
  }
  return {
    format,
    files: request.files,
    index,
    provider,
    asOf: request.asOf ?? null,
    symbol: request.symbol ?? null,
    basis: request.basis ?? null,
    isSimulated: request.isSimulated ?? false,
    isDryRun: request.isDryRun ?? false,
    maxRejected,
    isForced: request.isForced ?? false,
    scope: (index ?? provider ?? '').slice(0, 64),
  };
}
