import type { FormatContext, Sink } from '../format.js';
import { type Dialect, TextFile, type TextRecord } from '../tokenise.js';
import { type Problem, problem, refusal, shown } from './problem.js';

/** So many rows take a fraction of a millisecond; what writes others gets a turn in between. */
const ROWS_AT_A_TIME = 128;

/** A delimited file whose first record has been read as its header. */
export interface Table {
  readonly header: readonly string[];
  /** The records behind the header. */
  readonly batches: AsyncGenerator<TextRecord[]>;
}

/** Opens bytes as a table. `dialectOf` sees the first line and says how to read the file. */
export async function openTable(
  input: AsyncIterable<Uint8Array>,
  dialectOf: (firstLine: string) => Dialect,
): Promise<Table> {
  const file = await TextFile.open(input);
  return tableOf(file, dialectOf(file.firstLine));
}

/** The table of a file whose layout has been decided. */
export async function tableOf(file: TextFile, dialect: Dialect): Promise<Table> {
  refuseJson(file);
  const batches = file.batches(dialect);
  // A file of blank space alone was refused when it was opened; any other has a first record.
  const [header, ...rest] = (await batches.next()).value as [TextRecord, ...TextRecord[]];
  return { header: header.fields, batches: withFirst(rest, batches) };
}

/** Refuses a JSON document where a table should be, such as the error of a web service. */
export function refuseJson(file: TextFile): void {
  if (!/^\s*[{[]/.test(file.firstLine)) return;
  throw refusal('WRONG_FORMAT', `a JSON document, not a table: ${shown(file.firstLine.trim())}`, 1);
}

/** Comma or tab or semicolon, whichever the first line has most of; quotes must be right. */
export function commaDialect(firstLine: string): Dialect {
  const counts = [',', '\t', ';', '|'].map((mark) => [mark, firstLine.split(mark).length] as const);
  const best = counts.reduce((a, b) => (b[1] > a[1] ? b : a));
  return { delimiter: best[0], quotes: 'STRICT' };
}

export interface RowRules {
  /** Fields of a row; null where the format checks them itself. */
  readonly fieldCount: number | null;
  /** Whether a last row with another number of fields means a file cut short, ended or not. */
  readonly isTailStrict?: boolean;
  /** Whether people write such files, so that a bad last row is rather a slip of the pen. */
  readonly isHandWritten?: boolean;
}

/**
 * Walks the rows: blank lines are skipped, rows of another length and rows that `take` finds a
 * problem with are quarantined. `take` itself accepts or skips what it likes and returns null. A
 * bad row without a line end is half a row, and refuses the file.
 */
export async function eachRow(
  table: Table,
  sink: Sink,
  rules: RowRules,
  take: (record: TextRecord) => Problem | null,
): Promise<void> {
  for await (const batch of table.batches) {
    for (const [k, record] of batch.entries()) {
      if (k % ROWS_AT_A_TIME === 0) await sink.drain();
      if (record.isBlank) {
        sink.skip(record.line, 'BLANK_LINE');
        continue;
      }
      const isWhole = rules.fieldCount === null || record.fields.length === rules.fieldCount;
      const found = isWhole ? take(record) : fieldCount(record, rules.fieldCount as number);
      if (found === null) continue;
      if (record.isLast && isCutShort(record, isWhole, rules)) {
        const message = `the file is cut short: its last line is not whole (${found.detail})`;
        throw refusal('TRUNCATED', message, record.line);
      }
      quarantine(sink, record, found);
    }
    await sink.drain();
  }
}

/** Keeps a row aside. */
export function quarantine(sink: Sink, record: TextRecord, found: Problem): void {
  sink.quarantine({ line: record.line, raw: record.raw, ...found });
}

function isCutShort(last: TextRecord, isWhole: boolean, rules: RowRules): boolean {
  if (!isWhole) return rules.isTailStrict === true || !last.isTerminated;
  return !last.isTerminated && rules.isHandWritten !== true;
}

function fieldCount(record: TextRecord, expected: number): Problem {
  const { length } = record.fields;
  const detail = `${length} ${length === 1 ? 'field' : 'fields'} instead of ${expected}`;
  return problem('FIELD_COUNT', detail);
}

async function* withFirst(
  first: TextRecord[],
  rest: AsyncGenerator<TextRecord[]>,
): AsyncGenerator<TextRecord[]> {
  if (first.length > 0) yield first;
  yield* rest;
}

/** The symbol of a file about one security: `--symbol`, else the file name; null without either. */
export function symbolOfFile(context: FormatContext): string | null {
  if (context.symbol !== null) return context.symbol;
  const base = context.fileName.replace(/\.(csv|txt|json)$/i, '').trim();
  const bare = base.replace(/^(factor|map)_files_/i, '').replace(/\.us$/i, '');
  return /^[A-Za-z]{1,6}([.\-^_][A-Za-z]{1,3})?$/.test(bare) ? bare.toUpperCase() : null;
}
