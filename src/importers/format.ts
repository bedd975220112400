import type { Day } from '../time/day.js';
import type { PriceBasis, RowKind, RowsByKind } from './rows.js';

/** The names after `lowtide import`. */
export const FORMAT_NAMES = [
  'finra-short-interest',
  'ishares-holdings',
  'daily-snapshot',
  'prices',
  'index-levels',
  'index-members',
  'fund-flows',
  'corporate-actions',
  'shares-outstanding',
  'short-volume',
  'fails-to-deliver',
  'borrow-fees',
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** What the caller says about a file beside its text. */
export interface FormatContext {
  /** Base name without `.gz`; `-` for standard input. */
  readonly fileName: string;
  /** Index symbol of `--index`. */
  readonly index: string | null;
  /** Code of `--provider`. */
  readonly provider: string | null;
  /** Day of `--as-of`. */
  readonly asOf: Day | null;
  /** Symbol of `--symbol`, for files of one security. */
  readonly symbol: string | null;
  /** Basis of `--basis`, where a price file does not give its own away. */
  readonly basis: PriceBasis | null;
}

/**
 * Where a format puts what it read. Each input row ends in exactly one of `accept`, `quarantine`
 * or `skip`: accepted + quarantined + skipped = rows read. One input row that yields several rows
 * (a price bar with a dividend) calls `accept` once and `also` for the others.
 */
export interface Sink {
  accept<K extends RowKind>(kind: K, row: RowsByKind[K], line: number): void;
  also<K extends RowKind>(kind: K, row: RowsByKind[K], line: number): void;
  /**
   * Keeps a bad row aside. `reason` is a short code such as DUPLICATE_KEY, `detail` a sentence.
   * `isSystematic` marks rows that a whole-block rule refused: they are kept and counted, but do
   * not count towards `--max-rejected`.
   */
  quarantine(rejection: Rejection): void;
  /** Counts a known non-data row: a trailer, a separator, a day without a trade. */
  skip(line: number, reason: string): void;
  /** Something a careful reader should know about the file; the rows stay. */
  warn(code: string, message: string): void;
  /** Resolves when the rows taken so far are staged; formats await it between chunks. */
  drain(): Promise<void>;
}

export interface Rejection {
  readonly line: number;
  readonly reason: string;
  readonly detail: string;
  readonly raw: string;
  readonly isSystematic?: boolean;
}

/** What a format knows after the last row. */
export interface FileSummary {
  /** Code of the data source, such as FINRA_SHORT_INTEREST. */
  readonly sourceCode: string;
  readonly basis: PriceBasis | null;
  /** Named sums that are stored with the batch and checked again at load. */
  readonly sums: Readonly<Record<string, number>>;
}

/**
 * One file format. `read` is pure but for the sink: it takes bytes, twice where it must, detects
 * the variant from the header, and throws `RefusedFile` when the whole file cannot be trusted.
 */
export interface Format {
  readonly name: FormatName;
  read(input: AsyncIterable<Uint8Array>, context: FormatContext, sink: Sink): Promise<FileSummary>;
}

/** The whole file is rejected with a typed reason; nothing of it is published. */
export class RefusedFile extends Error {
  constructor(
    readonly reason: string,
    message: string,
    readonly line: number | null = null,
  ) {
    super(message);
    this.name = 'RefusedFile';
  }
}
