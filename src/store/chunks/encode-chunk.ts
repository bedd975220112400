import { crc32 } from 'node:zlib';
import { day } from '../../time/day.js';
import { aligned } from './aligned.js';
import { type ChunkedTable, type ColumnKind, chunkColumns } from './chunk-columns.js';
import { tickerOrder } from './ticker-order.js';
import { type Codes, type Packing, packNumbers } from './pack-numbers.js';

/** Some rows of one table as columns: what `column_chunk` keeps. */
export interface EncodedChunk {
  readonly rowCount: number;
  /** CRC-32 of `bytes`. */
  readonly checksum: number;
  readonly bytes: Buffer;
}

/** Where a column lies in a chunk; all places are multiples of 8 bytes after the header. */
export interface ColumnHeader extends Packing {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly at: number;
  /** Of a text: its dictionary, as ends of words in UTF-8 bytes and then the bytes. */
  readonly words?: { readonly count: number; readonly endsAt: number; readonly bytesAt: number };
}

export interface ChunkHeader {
  readonly table: ChunkedTable;
  readonly rowCount: number;
  readonly columns: readonly ColumnHeader[];
}

/** First four bytes of a chunk. */
export const CHUNK_MAGIC = 0x3143544c;
/** Magic, length of the header in bytes. */
export const PREAMBLE_BYTES = 8;

/**
 * Turns rows, with values in the order of FACT_TABLES and all of one batch, into columns: a JSON
 * header that describes itself, then the columns in little endian, each at a multiple of 8 bytes.
 * A day may be text or a number of days since 1970. Values come back bit for bit. Bars are put in
 * order of ticker, so that whoever reads them finds those of some tickers side by side.
 */
export function encodeChunk(
  table: ChunkedTable,
  given: readonly (readonly unknown[])[],
): EncodedChunk {
  const rows = table === 'daily_price' ? byTicker(given) : given;
  const sections = new Sections();
  const columns = chunkColumns(table).map(({ name, kind, place }): ColumnHeader => {
    if (kind === 'text') return encodeText(sections, name, rows, place);
    const values = kind === 'day' ? daysOf(rows, place) : numbersOf(rows, place);
    const { packing, codes } = packNumbers(values);
    return { name, kind, ...packing, at: sections.add(codes) };
  });
  const header: ChunkHeader = { table, rowCount: rows.length, columns };
  const bytes = sections.behind(Buffer.from(JSON.stringify(header)));
  return { rowCount: rows.length, checksum: crc32(bytes), bytes };
}

function byTicker(rows: readonly (readonly unknown[])[]) {
  const place = chunkColumns('daily_price').find(({ name }) => name === 'ticker_id')!.place;
  const order = tickerOrder(Int32Array.from(rows, (row) => row[place] as number));
  return order === null ? rows : Array.from(order, (k) => rows[k] as readonly unknown[]);
}

/** Bytes of the preamble and the header, up to the first section. */
export function headerBytes(length: number): number {
  return aligned(PREAMBLE_BYTES + length);
}

function numbersOf(rows: readonly (readonly unknown[])[], place: number): Float64Array {
  const values = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) {
    values[k] = ((rows[k] as readonly unknown[])[place] as number | null) ?? Number.NaN;
  }
  return values;
}

function daysOf(rows: readonly (readonly unknown[])[], place: number): Float64Array {
  const values = new Float64Array(rows.length);
  // Rows in order of ticker name the same few days over and over.
  const known = new Map<string, number>();
  let lastText = '';
  let lastDay = Number.NaN;
  for (let k = 0; k < rows.length; k++) {
    const value = (rows[k] as readonly unknown[])[place] as string | number | null;
    if (typeof value === 'string') {
      if (value !== lastText) {
        lastText = value;
        lastDay = known.get(value) ?? day(value);
        known.set(value, lastDay);
      }
      values[k] = lastDay;
    } else {
      values[k] = value ?? Number.NaN;
    }
  }
  return values;
}

function encodeText(
  sections: Sections,
  name: string,
  rows: readonly (readonly unknown[])[],
  place: number,
): ColumnHeader {
  const codeOf = new Map<string, number>();
  const values = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) {
    const text = (rows[k] as readonly unknown[])[place] as string | null;
    if (text === null) {
      values[k] = Number.NaN;
      continue;
    }
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    values[k] = code;
  }
  const { packing, codes } = packNumbers(values);
  const words = [...codeOf.keys()].map((word) => Buffer.from(word));
  let end = 0;
  const ends = Uint32Array.from(words, (word) => (end += word.length));
  return {
    name,
    kind: 'text',
    ...packing,
    at: sections.add(codes),
    words: {
      count: words.length,
      endsAt: sections.add(ends),
      bytesAt: sections.add(Buffer.concat(words)),
    },
  };
}

/** Sections one after the other; each begins at a multiple of 8 bytes. */
class Sections {
  private readonly parts: { at: number; bytes: Uint8Array }[] = [];
  private size = 0;

  add(values: Codes): number {
    const at = this.size;
    this.parts.push({
      at,
      bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    });
    this.size = aligned(at + values.byteLength);
    return at;
  }

  behind(header: Buffer): Buffer {
    const from = headerBytes(header.length);
    const bytes = Buffer.alloc(from + this.size);
    bytes.writeUInt32LE(CHUNK_MAGIC, 0);
    bytes.writeUInt32LE(header.length, 4);
    header.copy(bytes, PREAMBLE_BYTES);
    for (const part of this.parts) bytes.set(part.bytes, from + part.at);
    return bytes;
  }
}
