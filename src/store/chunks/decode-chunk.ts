import { crc32 } from 'node:zlib';
import { OperatorError } from '../../errors.js';
import { NO_DAY, type PackedColumn } from '../stored-columns.js';
import type { ChunkedTable } from './chunk-columns.js';
import {
  CHUNK_MAGIC,
  type ChunkHeader,
  type ColumnHeader,
  headerBytes,
  PREAMBLE_BYTES,
} from './encode-chunk.js';
import { type Codes, emptyCodes, type Packing, unpackNumbers } from './pack-numbers.js';

/** The texts of one column of a chunk, made into strings only when they are asked for. */
export interface TextColumn {
  /** Code of each row; NO_DAY where the text is missing. */
  readonly codes: Int32Array;
  /** The text of a code. */
  word(code: number): string;
}

/** The columns of one chunk, read one by one. */
export class Chunk {
  readonly rowCount: number;
  private readonly bytes: Buffer;
  private readonly header: ChunkHeader;
  private readonly from: number;

  /**
   * Throws OperatorError when the bytes are not those that were written: `name` says whose they
   * are.
   */
  constructor(
    bytes: Buffer,
    expected: { table: ChunkedTable; rowCount: number; checksum: number },
  ) {
    const broken = (why: string) =>
      new OperatorError(
        `a column chunk of ${expected.table} is damaged: ${why}; see './lowtide check'`,
      );
    if (crc32(bytes) !== expected.checksum) throw broken('its checksum is another');
    if (bytes.length < PREAMBLE_BYTES || bytes.readUInt32LE(0) !== CHUNK_MAGIC) {
      throw broken('it does not begin as one');
    }
    const length = bytes.readUInt32LE(4);
    this.header = JSON.parse(
      bytes.toString('utf8', PREAMBLE_BYTES, PREAMBLE_BYTES + length),
    ) as ChunkHeader;
    const { table, rowCount } = this.header;
    if (table !== expected.table || rowCount !== expected.rowCount) {
      throw broken(`it holds ${rowCount} rows of ${table}, not ${expected.rowCount}`);
    }
    this.rowCount = rowCount;
    this.from = headerBytes(length);
    // Typed arrays need their place, which the buffer of a driver does not promise.
    this.bytes = bytes.byteOffset % 8 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
  }

  get table(): ChunkedTable {
    return this.header.table;
  }

  /** Reads whole numbers or days into `out`; NO_DAY for missing ones. */
  ints(name: string, out: Int32Array = new Int32Array(this.rowCount)): Int32Array {
    this.unpack(this.column(name), out, NO_DAY);
    return out;
  }

  /** Reads numbers into `out`; NaN for missing ones. */
  numbers(name: string, out: Float64Array = new Float64Array(this.rowCount)): Float64Array {
    this.unpack(this.column(name), out, Number.NaN);
    return out;
  }

  /** A column of numbers or days as it lies in the chunk. */
  packed(name: string): PackedColumn {
    const { width, base, digits, at } = this.column(name);
    return { width, base, digits, codes: this.codes(width, at) };
  }

  texts(name: string): TextColumn {
    const column = this.column(name);
    const codes = new Int32Array(this.rowCount);
    this.unpack(column, codes, NO_DAY);
    const { count, endsAt, bytesAt } = column.words as NonNullable<ColumnHeader['words']>;
    const { bytes, from } = this;
    const ends = new Uint32Array(bytes.buffer, bytes.byteOffset + from + endsAt, count);
    const start = from + bytesAt;
    return {
      codes,
      word: (code) =>
        bytes.toString(
          'utf8',
          start + (code === 0 ? 0 : (ends[code - 1] as number)),
          start + (ends[code] as number),
        ),
    };
  }

  private column(name: string): ColumnHeader {
    const column = this.header.columns.find((it) => it.name === name);
    if (column === undefined) throw new Error(`a chunk of ${this.header.table} has no ${name}`);
    return column;
  }

  private unpack(column: ColumnHeader, out: Int32Array | Float64Array, missing: number): void {
    unpackNumbers(out, this.codes(column.width, column.at), column, missing);
  }

  private codes(width: Packing['width'], at: number): Codes {
    const { buffer, byteOffset } = this.bytes;
    return emptyCodes(width, this.rowCount, buffer, width === 0 ? 0 : byteOffset + this.from + at);
  }
}
