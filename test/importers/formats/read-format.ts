import { readFileSync } from 'node:fs';
import { type FormatContext, type FormatName, RefusedFile } from '../../../src/importers/format.js';
import type { FileSummary, Rejection, Sink } from '../../../src/importers/format.js';
import { formatByName } from '../../../src/importers/formats/index.js';
import type { RowKind, RowsByKind } from '../../../src/importers/rows.js';

/** Everything that a format said of a file. */
export interface Reading {
  readonly rows: { readonly kind: RowKind; readonly row: unknown; readonly line: number }[];
  readonly further: { readonly kind: RowKind; readonly row: unknown; readonly line: number }[];
  readonly quarantined: Rejection[];
  readonly skipped: { readonly line: number; readonly reason: string }[];
  readonly warnings: { readonly code: string; readonly message: string }[];
  readonly summary: FileSummary | null;
  readonly refusal: RefusedFile | null;
}

/** Reads text as a file of a format, in chunks of a few bytes. */
export async function read(
  name: FormatName,
  text: string | Buffer,
  context: Partial<FormatContext> = {},
  chunkBytes = 1021,
): Promise<Reading> {
  const reading = { rows: [], further: [], quarantined: [], skipped: [], warnings: [] } as Omit<
    Reading,
    'summary' | 'refusal'
  >;
  const sink: Sink = {
    accept: (kind, row, line) => void reading.rows.push({ kind, row, line }),
    also: (kind, row, line) => void reading.further.push({ kind, row, line }),
    quarantine: (rejection) => void reading.quarantined.push(rejection),
    skip: (line, reason) => void reading.skipped.push({ line, reason }),
    warn: (code, message) => void reading.warnings.push({ code, message }),
    drain: async () => {},
  };
  const nothing = { index: null, provider: null, asOf: null, symbol: null, basis: null };
  const whole = { fileName: '-', ...nothing, ...context };
  try {
    const input = chunksOf(Buffer.from(text), chunkBytes);
    const summary = await formatByName(name).read(input, whole, sink);
    return { ...reading, summary, refusal: null };
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    return { ...reading, summary: null, refusal: error };
  }
}

/** The rows of one kind, both first and further ones. */
export function rowsOf<K extends RowKind>(reading: Reading, kind: K): RowsByKind[K][] {
  const all = [...reading.rows, ...reading.further].filter((entry) => entry.kind === kind);
  return all.map(({ row }) => row as RowsByKind[K]);
}

/** `REASON` or `REASON: message` of the refusal; what else happened where there is none. */
export function refusalOf(reading: Reading): string {
  if (reading.refusal === null) return `accepted ${reading.rows.length} rows`;
  return `${reading.refusal.reason}: ${reading.refusal.message}`;
}

/** Quarantined rows as `line REASON`. */
export function rejections(reading: Reading): string[] {
  return reading.quarantined.map(({ line, reason }) => `${line} ${reason}`);
}

/** Skipped rows as `line REASON`. */
export function skips(reading: Reading): string[] {
  return reading.skipped.map(({ line, reason }) => `${line} ${reason}`);
}

/** The text of a fixture, such as `prices/yahoo.csv`. */
export function fixture(path: string): string {
  return readFileSync(new URL(`../../../../test/fixtures/${path}`, import.meta.url), 'utf8');
}

/** Bytes in pieces, from the start each time that they are asked for. */
export function chunksOf(bytes: Buffer, chunkBytes: number): AsyncIterable<Buffer> {
  return {
    async *[Symbol.asyncIterator]() {
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        yield bytes.subarray(at, at + chunkBytes);
      }
    },
  };
}
