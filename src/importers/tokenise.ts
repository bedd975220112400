import { checkedChunks } from './checked-chunks.js';
import { RefusedFile } from './format.js';
import { RecordParser } from './record-parser.js';
import { type Separators, splitLines } from './split-lines.js';

/** How one kind of file separates and quotes its fields. */
export interface Dialect {
  readonly delimiter: string;
  /** NONE: a quote is a letter. STRICT: a stray quote refuses the file. RELAXED: it is a letter. */
  readonly quotes: 'NONE' | 'STRICT' | 'RELAXED';
}

const FIELD_BYTES_MAX = 64 * 1024;
const LINE_BYTES_MAX = 1024 * 1024;
const COLUMNS_MAX = 200;
const FIRST_LINE_BYTES_MAX = 64 * 1024;
const NO_FIELDS: readonly string[] = [];
const LF = 10;
const CR = 13;

/** One record of a delimited file, with the place and the bytes it came from. */
export class TextRecord {
  /** Whether nothing but blank space follows in the file. */
  isLast = false;
  /** Whether a line end closes it; only the last record can lack one. */
  isTerminated = true;

  constructor(
    public fields: readonly string[],
    /** First physical line, counted from 1. */
    readonly line: number,
    private readonly window: Buffer,
    private readonly start: number,
    private readonly end: number,
  ) {}

  get isBlank(): boolean {
    return this.fields.length === 1 && this.fields[0]?.trim() === '';
  }

  /** The text as it stands in the file, without its line end. */
  get raw(): string {
    return this.window.toString('utf8', this.start, this.textEnd());
  }

  /** A 32-bit FNV-1a hash of the raw bytes: equal rows have equal fingerprints. */
  get fingerprint(): number {
    const end = this.textEnd();
    let hash = 0x811c9dc5;
    for (let k = this.start; k < end; k++) {
      hash = Math.imul(hash ^ (this.window[k] as number), 0x01000193);
    }
    return hash;
  }

  /** Drops the fields of a record that has been read and has to wait; its raw text stays. */
  forgetFields(): void {
    this.fields = NO_FIELDS;
  }

  private textEnd(): number {
    let end = this.end;
    while (end > this.start && isLineEnd(this.window[end - 1])) end--;
    return end;
  }
}

/**
 * A text file whose first line has been looked at. Refuses what is no text: nothing at all, NUL
 * bytes, bytes that are not UTF-8, workbooks and web pages. A byte order mark is dropped.
 */
export class TextFile {
  private constructor(
    /** The first line without its line end, for telling layouts apart. */
    readonly firstLine: string,
    private readonly head: readonly Buffer[],
    private readonly rest: AsyncIterator<Buffer>,
  ) {}

  static async open(input: AsyncIterable<Uint8Array>): Promise<TextFile> {
    const rest = checkedChunks(input);
    const head: Buffer[] = [];
    let size = 0;
    while (size < FIRST_LINE_BYTES_MAX && !head.at(-1)?.includes(LF)) {
      const next = await rest.next();
      if (next.done === true) break;
      head.push(next.value);
      size += next.value.length;
    }
    const text = Buffer.concat(head).toString('utf8', 0, Math.min(size, FIRST_LINE_BYTES_MAX));
    if (text.trim() === '') throw new RefusedFile('EMPTY_FILE', 'the file is empty');
    const firstLine = text.split(/\r?\n/, 1)[0] ?? '';
    refuseForeignText(firstLine);
    return new TextFile(firstLine, head, rest);
  }

  /** All of the text, for layouts that are no tables. Refused above `bytesMax`. */
  async wholeText(bytesMax: number): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.chunks()) {
      size += chunk.length;
      if (size > bytesMax) {
        throw new RefusedFile('TOO_LARGE', `the file is larger than ${bytesMax} bytes`);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  /**
   * Its records, a chunk of the input at a time. May be read once. What stands before a fault is
   * handed out before the fault is thrown, so that a wrong header is told before a wrong quote.
   */
  async *batches(dialect: Dialect): AsyncGenerator<TextRecord[]> {
    const tokeniser = new Tokeniser(dialect);
    let pending: TextRecord[] = [];
    try {
      for await (const chunk of this.chunks()) {
        const found = [...pending, ...(await tokeniser.feed(chunk))];
        // The last record waits until it is known whether another one follows.
        pending = tokeniser.failure === null ? found.splice(-1) : [];
        if (found.length > 0) yield found;
        if (tokeniser.failure !== null) throw tokeniser.failure;
      }
      const found = [...pending, ...(await tokeniser.finish())];
      const last = found.at(-1);
      if (last !== undefined && tokeniser.failure === null) {
        last.isLast = true;
        last.isTerminated = tokeniser.endsWithLineEnd;
      }
      if (found.length > 0) yield found;
      if (tokeniser.failure !== null) throw tokeniser.failure;
    } finally {
      tokeniser.close();
    }
  }

  private async *chunks(): AsyncGenerator<Buffer> {
    yield* this.head;
    for (let next = await this.rest.next(); next.done !== true; next = await this.rest.next()) {
      yield next.value;
    }
  }
}

/**
 * Turns bytes into records that remember them. Plain lines are split here, at several times the
 * speed of csv-parse; from the first line on that needs more than that, csv-parse takes over.
 */
class Tokeniser {
  endsWithLineEnd = false;
  /** Why no record after those found can be trusted. */
  failure: Error | null = null;
  private parser: RecordParser | null = null;
  private found: TextRecord[] = [];
  private window: Buffer = Buffer.alloc(0);
  /** Offset of the window's first byte, and of the first byte after the last record. */
  private windowStart = 0;
  private consumed = 0;
  private line = 0;
  private readonly separators: Separators;

  constructor(private readonly dialect: Dialect) {
    this.separators = { delimiter: dialect.delimiter, hasQuotes: dialect.quotes !== 'NONE' };
  }

  async feed(chunk: Buffer): Promise<TextRecord[]> {
    const tail = this.window.subarray(this.consumed - this.windowStart);
    this.window = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
    this.windowStart = this.consumed;
    this.endsWithLineEnd = isLineEnd(chunk.at(-1));
    if (this.parser !== null) await this.send(this.parser, chunk);
    else if (!this.split()) await this.handOver();
    return this.collect();
  }

  async finish(): Promise<TextRecord[]> {
    // What has no line end is left to the parser, which knows what is whole.
    if (this.parser === null && this.consumed < this.windowStart + this.window.length) {
      await this.handOver();
    }
    const { parser } = this;
    if (parser !== null) await new Promise<void>((done) => parser.end(() => done()));
    return this.collect();
  }

  close(): void {
    this.parser?.destroy();
  }

  /** Takes the plain lines of the window; false when it met one that is not. */
  private split(): boolean {
    const { window, windowStart } = this;
    return splitLines(window, 0, this.separators, LINE_BYTES_MAX, (fields, end) =>
      this.take(fields, windowStart + end, this.line + 1),
    );
  }

  /** Leaves everything from the end of the last record on to csv-parse. */
  private async handOver(): Promise<void> {
    const { dialect, consumed, line } = this;
    const parser: RecordParser = new RecordParser(
      {
        delimiter: dialect.delimiter,
        quote: dialect.quotes === 'NONE' ? false : '"',
        relax_quotes: dialect.quotes === 'RELAXED',
        relax_column_count: true,
        record_delimiter: ['\n', '\r\n'],
        max_record_size: LINE_BYTES_MAX,
      },
      (fields) => this.take(fields, consumed + parser.info.bytes, line + parser.info.lines),
    );
    parser.on('error', (error) => {
      this.failure ??= this.refusal(error);
    });
    parser.resume();
    this.parser = parser;
    await this.send(parser, this.window.subarray(consumed - this.windowStart));
  }

  private async send(parser: RecordParser, bytes: Buffer): Promise<void> {
    await new Promise<void>((done) => parser.write(bytes, () => done()));
  }

  private take(fields: string[], bytes: number, lines: number): void {
    if (fields.length > COLUMNS_MAX || bytes - this.consumed > FIELD_BYTES_MAX) {
      this.failure ??= tooMuch(fields, lines);
    }
    const start = this.consumed - this.windowStart;
    this.found.push(
      new TextRecord(fields, this.line + 1, this.window, start, bytes - this.windowStart),
    );
    this.consumed = bytes;
    this.line = lines;
  }

  private collect(): TextRecord[] {
    const found = this.found;
    this.found = [];
    return found;
  }

  private refusal(failure: Error): Error {
    if (!('code' in failure)) return failure;
    const line = this.line + 1;
    switch (failure.code) {
      case 'CSV_QUOTE_NOT_CLOSED':
        return new RefusedFile('QUOTE_NOT_CLOSED', `the quote opened on line ${line} never closes`);
      case 'CSV_MAX_RECORD_SIZE':
        return new RefusedFile('LINE_TOO_LONG', `line ${line} is longer than 1 MB`, line);
      case 'INVALID_OPENING_QUOTE':
      case 'CSV_INVALID_CLOSING_QUOTE':
        return new RefusedFile('BAD_QUOTES', `line ${line} has a quote in a wrong place`, line);
      default:
        return failure;
    }
  }
}

/** The refusal of a record with too many columns, or with a field that is too long. */
function tooMuch(fields: readonly string[], line: number): RefusedFile | null {
  if (fields.some((field) => field.length > FIELD_BYTES_MAX)) {
    return new RefusedFile('FIELD_TOO_LONG', `a field is longer than 64 KB`, line);
  }
  return fields.length <= COLUMNS_MAX
    ? null
    : new RefusedFile(
        'TOO_MANY_COLUMNS',
        `line ${line} has ${fields.length} columns; at most ${COLUMNS_MAX} are read`,
        line,
      );
}

function refuseForeignText(firstLine: string): void {
  if (/^\s*<(!doctype|html|\?xml)/i.test(firstLine)) {
    throw new RefusedFile('WRONG_FORMAT', 'a web page, not a data file');
  }
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === LF || byte === CR;
}
